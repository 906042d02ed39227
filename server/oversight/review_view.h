// A review and what it is about, as the officer sees them.
#ifndef SCEAU_SERVER_OVERSIGHT_REVIEW_VIEW_H_
#define SCEAU_SERVER_OVERSIGHT_REVIEW_VIEW_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_field.h"

#include "sceau/v1/journal_review_service.pb.h"
#include "server/calls/call.h"
#include "server/oversight/rooms.h"
#include "server/oversight/signals.h"

namespace sceau {

// What the journal calls a review.
Pseudonym ReviewPseudonym(const Call& call, absl::string_view id);

// The review for the caller.
v1::JournalReview ReviewFor(const Call& call, const StoredReview& review);

// The index as of now, and the period of a review in it, with the names that
// cases bear there.
struct ReviewedPeriod {
  absl::CivilDay first;
  absl::CivilDay last;
  int64_t from_ns = 0;  // Included.
  int64_t to_ns = 0;    // Excluded.
  std::shared_ptr<const AccessSnapshot> snapshot;
  std::shared_ptr<const Situations> situations;
};

// Brings the index up to date first. Errors: AccessIndex::CatchUp's.
absl::StatusOr<ReviewedPeriod> LookAt(const ReviewRooms& rooms,
                                      const Call& call,
                                      const StoredReview& review);

// The first moment of which the journal keeps who saw what.
absl::Time KeptFrom(const CivilClock& clock, const policy::Clocks& clocks,
                    absl::CivilDay today);

// Rules by their numbers in the version that decided, as they can be read
// aloud.
void AddRules(const policy::Program& program, std::span<const uint16_t> rules,
              google::protobuf::RepeatedPtrField<v1::ExplainedRule>* explained);

// The categories of a leaf's `released`.
void AddReleased(uint32_t released,
                 google::protobuf::RepeatedField<int>* categories);

// A row of the index.
v1::Access AccessFor(const Call& call, const GroupState& state,
                     const ReviewedPeriod& period, const AccessAt& at);

// What of the period calls for a look, by the charter in force.
std::vector<FoundSignal> SignalsOf(const ReviewRooms& rooms, const Call& call,
                                   const ReviewedPeriod& period);

v1::Signal SignalFor(const Call& call, const ReviewedPeriod& period,
                     const FoundSignal& found);

// Of the versions that were or are in force, and the next.
std::vector<SignatureEnd> SignatureEnds(const GroupState& state,
                                        const CivilClock& clock);

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_REVIEW_VIEW_H_
