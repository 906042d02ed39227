// What the rooms of cases/ work with: one group's keys, files and state.
// Built once by server/app and outliving every call.
#ifndef SCEAU_SERVER_CASES_ROOMS_H_
#define SCEAU_SERVER_CASES_ROOMS_H_

#include <string>

#include "crypto/aead.h"
#include "crypto/digest.h"
#include "server/group_state/member_register.h"
#include "server/group_state/state_rows.h"
#include "server/journal/journal.h"
#include "server/runtime/clock.h"
#include "server/runtime/random.h"
#include "server/store/case_keyring.h"
#include "server/store/read_pool.h"

namespace sceau {

class Agenda;

// Thread safe: every member guards itself or is immutable.
struct CaseRooms {
  std::string group;
  ReadPool& reads;
  CaseKeyring& case_keys;
  Journal& journal;
  const StateRows& state_rows;
  const MemberRegister& members;
  Agenda& agenda;
  const crypto::AeadKey& facts_key;
  // SealDecoy(facts_key), made once: what an absent case opens.
  const crypto::Bytes& decoy_facts;
  // For referrals, which belong to no case.
  const crypto::AeadKey& group_records_key;
  const crypto::AeadKey& page_token_key;
  const crypto::Hmac& blind_index;
  const CivilClock& clock;
  RandomSource random;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_ROOMS_H_
