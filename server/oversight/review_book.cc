#include "server/oversight/review_book.h"

#include <utility>
#include <vector>

#include "proto/contract/errors.h"

namespace sceau {
namespace {

absl::StatusOr<StoredReviews> LoadReviews(TableReader& reader,
                                          const StateRows& rows) {
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> opened,
                   rows.Load(reader, kReviewKind));
  StoredReviews reviews;
  for (const OpenedRow& row : opened) {
    auto review = std::make_shared<StoredReview>();
    review->id = row.id;
    review->version = row.version;
    if (!review->record.ParseFromString(
            std::string(crypto::AsText(row.plain.Reveal())))) {
      return Error(v1::ERROR_REASON_DATABASE_CORRUPT, "a review is malformed");
    }
    reviews.emplace(row.id, std::move(review));
  }
  return reviews;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ReviewBook>> ReviewBook::Load(
    TableReader& reader, const StateRows& rows) {
  ASSIGN_OR_RETURN(StoredReviews reviews, LoadReviews(reader, rows));
  return std::unique_ptr<ReviewBook>(new ReviewBook(rows, std::move(reviews)));
}

std::shared_ptr<const StoredReviews> ReviewBook::all() const {
  MutexLock lock(mu_);
  return reviews_;
}

std::shared_ptr<const StoredReview> ReviewBook::Find(
    absl::string_view id) const {
  const auto reviews = all();
  const auto found = reviews->find(id);
  return found == reviews->end() ? nullptr : found->second;
}

absl::StatusOr<StoredReviews> ReviewBook::LoadIn(
    WriteTransaction& transaction) const {
  return LoadReviews(transaction, rows_);
}

absl::Status ReviewBook::Put(WriteTransaction& transaction,
                             StoredReview& review, LeafDraft& leaf) const {
  ++review.version;
  const std::string plain = review.record.SerializeAsString();
  return rows_.Put(transaction, kReviewKind, review.id, review.version,
                   crypto::AsBytes(plain), leaf);
}

void ReviewBook::Apply(StoredReview review) {
  MutexLock lock(mu_);
  auto reviews = std::make_shared<StoredReviews>(*reviews_);
  const std::string id = review.id;
  (*reviews)[id] = std::make_shared<const StoredReview>(std::move(review));
  reviews_ = std::move(reviews);
}

}  // namespace sceau
