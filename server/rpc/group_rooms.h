// Everything of one group that a call can reach, as rpc hands calls to it.
#ifndef SCEAU_SERVER_RPC_GROUP_ROOMS_H_
#define SCEAU_SERVER_RPC_GROUP_ROOMS_H_

#include "server/runtime/clock.h"

namespace sceau {

class CaseLists;
class CaseReader;
class CaseWriter;
class CharterActivation;
class CharterLife;
class CharterOperations;
class CharterReview;
class Explainer;
class Journal;
class JournalProofs;
class JournalReviews;
class JournalWitnesses;
class MemberOperations;
class MemberRegister;
class Readerships;
class Referrals;
class Sessions;

// All outlive the server; each is thread safe.
struct GroupRooms {
  Journal* journal = nullptr;
  const MemberRegister* members = nullptr;
  const CivilClock* clock = nullptr;

  const CaseReader* reader = nullptr;
  const CaseLists* lists = nullptr;
  const CaseWriter* writer = nullptr;
  const Referrals* referrals = nullptr;
  const Sessions* sessions = nullptr;
  const MemberOperations* member_operations = nullptr;
  const CharterOperations* charter = nullptr;
  const CharterLife* charter_life = nullptr;
  const CharterActivation* activation = nullptr;
  const CharterReview* charter_review = nullptr;
  const Explainer* explainer = nullptr;
  const JournalProofs* proofs = nullptr;
  JournalWitnesses* witnesses = nullptr;
  const JournalReviews* reviews = nullptr;
  const Readerships* readerships = nullptr;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_GROUP_ROOMS_H_
