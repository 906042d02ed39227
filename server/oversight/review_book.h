// The charter officer's reviews, one sealed row each (state_rows.h): loaded
// whole at start and served from memory; the writer alone replaces them, once
// a change is durable.
#ifndef SCEAU_SERVER_OVERSIGHT_REVIEW_BOOK_H_
#define SCEAU_SERVER_OVERSIGHT_REVIEW_BOOK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "sceau/storage/v1/reviews.pb.h"
#include "server/group_state/state_rows.h"
#include "server/runtime/mutex.h"

namespace sceau {

// Kind of the state rows.
inline constexpr char kReviewKind[] = "journal-review";

struct StoredReview {
  std::string id = {};
  uint64_t version = 0;
  storage::v1::JournalReviewRecord record = {};
};

// By id; immutable.
using StoredReviews =
    std::map<std::string, std::shared_ptr<const StoredReview>, std::less<>>;

// Thread safe.
class ReviewBook {
 public:
  // `rows` outlives this object. Errors: as StateRows::Load's, and DATA_LOSS /
  // DATABASE_CORRUPT (not such a record).
  static absl::StatusOr<std::unique_ptr<ReviewBook>> Load(
      TableReader& reader, const StateRows& rows);

  std::shared_ptr<const StoredReviews> all() const ABSL_LOCKS_EXCLUDED(mu_);
  // Null when there is no such review.
  std::shared_ptr<const StoredReview> Find(absl::string_view id) const;

  // As the transaction has them: another work of the same batch may have
  // changed one. Errors: as Load's.
  absl::StatusOr<StoredReviews> LoadIn(WriteTransaction& transaction) const;

  // Writes the next version of `review`, 1 for a new one, and counts it there.
  absl::Status Put(WriteTransaction& transaction, StoredReview& review,
                   LeafDraft& leaf) const;

  // The writer's, once the row is durable.
  void Apply(StoredReview review) ABSL_LOCKS_EXCLUDED(mu_);

 private:
  ReviewBook(const StateRows& rows, StoredReviews reviews)
      : rows_(rows),
        reviews_(std::make_shared<const StoredReviews>(std::move(reviews))) {}

  const StateRows& rows_;
  mutable Mutex mu_;
  std::shared_ptr<const StoredReviews> reviews_ ABSL_GUARDED_BY(mu_);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_REVIEW_BOOK_H_
