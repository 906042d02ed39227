#include "server/oversight/review_call.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace sceau {
namespace {

template <typename Parts>
auto FindNamed(Parts* parts, const std::string& name) {
  const auto found =
      std::find_if(parts->begin(), parts->end(),
                   [&name](const auto& each) { return each.name() == name; });
  return found == parts->end() ? nullptr : &*found;
}

}  // namespace

absl::StatusOr<ReviewPart> ParseReviewPart(absl::string_view name,
                                           absl::string_view collection) {
  const std::string middle = absl::StrCat("/", collection, "/");
  const size_t at = name.rfind(middle);
  if (at == absl::string_view::npos || !IsId(name.substr(at + middle.size()))) {
    return Error(v1::ERROR_REASON_NAME_MALFORMED,
                 "the resource name does not have the form its field asks for",
                 {{"field", "name"}});
  }
  ASSIGN_OR_RETURN(const JournalReviewName review,
                   JournalReviewName::Parse(name.substr(0, at)));
  return ReviewPart{.review = review.id(),
                    .id = std::string(name.substr(at + middle.size()))};
}

std::string PartName(const Call& call, absl::string_view review,
                     absl::string_view collection, absl::string_view id) {
  return absl::StrCat(JournalReviewName::Of(call.group, review).ToString(), "/",
                      collection, "/", id);
}

v1::JournalFinding* FindFinding(StoredReview& review, const std::string& name) {
  return FindNamed(review.record.mutable_review()->mutable_findings(), name);
}

v1::JournalQuestion* FindQuestion(StoredReview& review,
                                  const std::string& name) {
  return FindNamed(review.record.mutable_review()->mutable_questions(), name);
}

absl::Status ReviewStateForbids(absl::string_view message) {
  return Error(v1::ERROR_REASON_STATE_FORBIDS, message);
}

void ToBeLookedAtAgain(StoredReview& review) {
  review.record.mutable_review()->clear_attestation();
}

absl::StatusOr<size_t> ReviewPage::Place() const {
  uint64_t place = 0;
  if (!after.empty() && !absl::SimpleAtoi(after, &place)) {
    return Error(v1::ERROR_REASON_PAGE_TOKEN_INVALID,
                 "the page token is not one of this list");
  }
  return static_cast<size_t>(place);
}

std::string ReviewPage::Next(const ReviewRooms& rooms, const Call& call,
                             absl::string_view place) const {
  return SealPageToken(rooms.rooms.page_token_key, call, query, place);
}

}  // namespace sceau
