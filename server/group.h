// One group, open: its files, keys, journal, register, agenda and rooms, made
// in this order and undone in the other. The one file that knows them all.
#ifndef SCEAU_SERVER_GROUP_H_
#define SCEAU_SERVER_GROUP_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "crypto/aead.h"
#include "crypto/digest.h"
#include "server/cases/case_lists.h"
#include "server/cases/case_reader.h"
#include "server/cases/case_writer.h"
#include "server/cases/explainer.h"
#include "server/cases/rooms.h"
#include "server/charter/charter_activation.h"
#include "server/charter/charter_floor.h"
#include "server/charter/charter_life.h"
#include "server/charter/charter_operations.h"
#include "server/charter/charter_review.h"
#include "server/group_state/agenda.h"
#include "server/group_state/member_register.h"
#include "server/group_state/state_rows.h"
#include "server/journal/journal.h"
#include "server/members/member_operations.h"
#include "server/oversight/access_index.h"
#include "server/oversight/journal_reviews.h"
#include "server/oversight/readerships.h"
#include "server/oversight/review_book.h"
#include "server/oversight/situations.h"
#include "server/referrals/referrals.h"
#include "server/rpc/group_rooms.h"
#include "server/rpc/journal_proofs.h"
#include "server/runtime/clock.h"
#include "server/runtime/log.h"
#include "server/runtime/random.h"
#include "server/sessions/sessions.h"
#include "server/store/group_files.h"
#include "server/witness/journal_witnesses.h"

namespace sceau {

// Where a group lives.
struct GroupPlace {
  std::string trust_domain = {};
  std::string group = {};  // Id.
  std::string data_dir = {};
  std::string checkpoint_file = {};
  std::string root_key_file = {};  // The epoch keys stand beside it.

  std::string epoch_file() const { return root_key_file + ".epochs"; }
  // "{trust domain}/{group}/journal".
  std::string origin() const;
};

// Time, randomness and the world.
struct GroupWorld {
  Clock clock = nullptr;
  RandomSource random = nullptr;
  // See Journal::Options.
  std::function<void(const absl::Status&)> on_poison = nullptr;
  Log* log = nullptr;    // May be null; outlives the group.
  std::string vfs = {};  // As DatabaseOptions; tests break disks with it.
  // Of what is opened or proposed; null: policy::Prove, a second a version.
  Prover prove = nullptr;
};

// The group's files alone, by its root key: for who looks at them while nobody
// serves it. Errors: as GroupFiles::Open's and the key's.
absl::StatusOr<std::unique_ptr<GroupFiles>> OpenFiles(const GroupPlace& place,
                                                      const GroupWorld& world);

// Key of the sealed rows that are of no case: members, signatures, charter,
// referrals, sessions. Derived from the group's facts key.
crypto::AeadKey RecordsKeyOf(const crypto::GroupKeys& keys);

// Thread safe once open.
class Group {
 public:
  // Errors: FAILED_PRECONDITION / ROLLBACK_SUSPECTED (the group must stay
  // closed), DATA_LOSS (files, journal or state are not what they should be),
  // INVALID_ARGUMENT / POLICY_REJECTED (a charter that is not carried out:
  // charter_floor.h), FAILED_PRECONDITION (a file, a key or the time zones are
  // missing).
  static absl::StatusOr<std::unique_ptr<Group>> Open(const GroupPlace& place,
                                                     GroupWorld world);

  const GroupRooms& rooms() const { return rooms_; }

  Journal& journal() { return *journal_; }
  GroupFiles& files() { return *files_; }
  const StateRows& state_rows() const { return state_rows_; }
  MemberRegister& members() { return *members_; }
  const CivilClock& clock() const { return clock_; }
  const CaseRooms& case_rooms() const { return desks_->rooms; }
  Agenda& agenda() { return agenda_; }

  // What is due by the clock alone: now and then, from any thread.
  void Tick() const;
  // How long the charter that counts now keeps the technical log.
  int technical_log_months() const;
  // Takes what is new of the journal into the index of accesses, so that who
  // asks need not wait for it. About 2 us a leaf, on the calling thread.
  void ReadJournalIn() const;

 private:
  // What rpc calls; each refers to the rooms before it.
  struct Desks {
    explicit Desks(Group& group);

    const CaseRooms rooms;
    const CaseReader reader;
    const CaseLists lists;
    const CaseWriter writer;
    const Referrals referrals;
    const Sessions sessions;
    const MemberOperations member_operations;
    const CharterOperations charter;
    const CharterLife charter_life;
    const CharterActivation activation;
    const CharterReview charter_review;
    const Explainer explainer;
    const JournalProofs proofs;
    const ReviewRooms review_rooms;
    const JournalReviews reviews;
    const Readerships readerships;
  };

  Group(const GroupPlace& place, const GroupWorld& world, CivilClock clock,
        std::unique_ptr<GroupFiles> files, std::unique_ptr<Journal> journal);

  absl::Status LoadState();
  // By the charter that counts at `now`.
  void ForgetOldNames(absl::Time now) const;

  const GroupPlace place_;
  const Prover prove_;
  const RandomSource random_;
  const CivilClock clock_;
  const std::unique_ptr<GroupFiles> files_;
  const crypto::AeadKey facts_key_;
  const crypto::AeadKey records_key_;
  const crypto::AeadKey page_token_key_;
  const crypto::Hmac blind_index_;
  const crypto::Bytes decoy_facts_;
  const StateRows state_rows_;
  std::unique_ptr<MemberRegister> members_;
  std::unique_ptr<JournalWitnesses> witnesses_;
  std::unique_ptr<ReviewBook> reviews_;
  std::unique_ptr<AccessIndex> access_index_;
  SituationShelf situations_;
  Agenda agenda_;
  std::unique_ptr<const Desks> desks_;
  GroupRooms rooms_;
  // Last: its end waits for every continuation, and they use all of the above.
  const std::unique_ptr<Journal> journal_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_GROUP_H_
