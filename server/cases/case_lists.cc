#include "server/cases/case_lists.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/cases/case_sections.h"
#include "server/cases/case_summaries.h"
#include "server/cases/page_token.h"
#include "server/cases/person_finder.h"
#include "server/cases/related_cases.h"
#include "server/content/bounds.h"
#include "server/content/validate_requests.h"
#include "server/journal/inputs.h"
#include "server/referrals/referral_view.h"
#include "server/store/case_table.h"

namespace sceau {
namespace {

// Ids a page is filled from, in order, after a position.
using NextIds = std::function<absl::StatusOr<std::vector<std::string>>(
    const std::string& after, size_t limit)>;

struct Page {
  std::shared_ptr<Summaries> lines = std::make_shared<Summaries>();
  bool more = false;
};

absl::StatusOr<Page> FillPage(const CaseRooms& rooms, const Call& call,
                              const v1::ListCasesRequest& request,
                              const NextIds& next, std::string position,
                              size_t limit) {
  Page page;
  while (true) {
    ASSIGN_OR_RETURN(const auto ids, next(position, limit + 1));
    for (const std::string& id : ids) {
      position = id;
      ASSIGN_OR_RETURN(auto read, DecideSummary(rooms, call, id));
      if (read == nullptr) continue;
      if (request.todo_only()) {
        const CaseAsker asker(read->call, rooms.agenda, id, read->facts);
        if (TodosOf(asker).empty()) continue;
      }
      if (page.lines->size() == limit) {
        page.more = true;
        return page;
      }
      page.lines->push_back(std::move(read));
    }
    if (ids.size() <= limit) return page;
  }
}

// The group's cases for the coordinator, the related ones for a partner.
absl::StatusOr<NextIds> SourceOf(const CaseRooms& rooms, const Call& call) {
  if (call.caller.IsCoordinator()) {
    return NextIds([&rooms](const std::string& after, size_t limit) {
      ReadPool::Lease lease = rooms.reads.Take();
      return ListCaseIds(*lease, after, limit);
    });
  }
  ASSIGN_OR_RETURN(auto related, RelatedCases(rooms, call));
  return NextIds([related = std::move(related)](
                     const std::string& after,
                     size_t limit) -> absl::StatusOr<std::vector<std::string>> {
    auto first = std::upper_bound(related.begin(), related.end(), after);
    const auto rest = static_cast<size_t>(related.end() - first);
    return std::vector<std::string>(
        first, first + static_cast<int64_t>(std::min(rest, limit)));
  });
}

// Decides the role's operation; records and ends the call when it is denied.
bool Allowed(const CaseRooms& rooms, const Call& call, v1::Operation operation,
             v1::ReadingPurpose purpose, const Finish& finish) {
  const policy::Question question = ReferralQuestion(call, operation);
  const policy::Decision decision = call.charter->program->Decide(question);
  if (decision.allowed) return true;
  LeafDraft leaf = DraftLeaf(call, operation, Outcome::kDenied);
  leaf.inputs = PackInputs(question);
  leaf.refusal = decision.refusal;
  leaf.purpose = purpose;
  RecordThenFinish(rooms, std::move(leaf), PolicyDenied(), finish);
  return false;
}

constexpr auto kMostFound = static_cast<size_t>(kMaxSearchResults);

// Any case of the group, for the coordinator.
absl::StatusOr<std::shared_ptr<Summaries>> SearchAll(
    const CaseRooms& rooms, const Call& call, const v1::Identity& wanted) {
  std::vector<std::string> found;
  {
    ReadPool::Lease lease = rooms.reads.Take();
    ASSIGN_OR_RETURN(
        found, FindPersons(*lease, rooms.blind_index, wanted, kMostFound));
  }
  auto page = std::make_shared<Summaries>();
  for (const std::string& id : found) {
    ASSIGN_OR_RETURN(auto read, DecideSummary(rooms, call, id));
    if (read != nullptr && !read->decision.readable.empty()) {
      page->push_back(std::move(read));
    }
  }
  return page;
}

// Of the related cases, those whose name the caller may read now: decided for
// all of them before any is searched, so that the work tells no match.
absl::StatusOr<std::shared_ptr<Summaries>> SearchOwn(
    const CaseRooms& rooms, const Call& call, const v1::Identity& wanted) {
  ASSIGN_OR_RETURN(const auto related, RelatedCases(rooms, call));
  std::map<std::string, std::shared_ptr<CaseRead>> named;
  std::vector<std::string> candidates;
  for (const std::string& id : related) {
    ASSIGN_OR_RETURN(auto read, DecideSummary(rooms, call, id));
    if (read == nullptr || read->decision.readable.empty()) continue;
    named[id] = std::move(read);
    candidates.push_back(id);
  }
  auto page = std::make_shared<Summaries>();
  ReadPool::Lease lease = rooms.reads.Take();
  ASSIGN_OR_RETURN(const auto found,
                   FindPersonsAmong(*lease, rooms.blind_index, wanted,
                                    candidates, kMostFound));
  for (const std::string& id : found) page->push_back(std::move(named[id]));
  return page;
}

absl::Status PurposeMissing() {
  return FieldError("purpose", "say what the reading is for");
}

}  // namespace

void CaseLists::ListCases(const Call& call, const v1::ListCasesRequest& request,
                          v1::ListCasesResponse* response,
                          Finish finish) const {
  if (request.purpose() == v1::READING_PURPOSE_UNSPECIFIED) {
    return finish(PurposeMissing(), std::nullopt);
  }
  const auto page_size =
      PageSize(request.page_size(), kMaxCasesPerPage, kMaxCasesPerPage);
  if (!page_size.ok()) return finish(page_size.status(), std::nullopt);
  const std::string query = PageQuery(request);
  auto after =
      OpenPageToken(rooms_.page_token_key, call, query, request.page_token());
  if (!after.ok()) return finish(after.status(), std::nullopt);
  const v1::Operation operation = call.caller.IsCoordinator()
                                      ? v1::OPERATION_LIST_ALL
                                      : v1::OPERATION_LIST_OWN;
  if (!Allowed(rooms_, call, operation, request.purpose(), finish)) return;
  const auto source = SourceOf(rooms_, call);
  if (!source.ok()) return finish(source.status(), std::nullopt);
  const auto page = FillPage(rooms_, call, request, *source, *after,
                             static_cast<size_t>(*page_size));
  if (!page.ok()) return finish(page.status(), std::nullopt);
  std::string token;
  if (page->more) {
    token = SealPageToken(rooms_.page_token_key, call, query,
                          page->lines->back()->name.id());
  }
  RecordThenSummarize(
      rooms_, call, operation, request.purpose(), page->lines,
      /*wanted=*/nullptr, [response] { return response->add_cases(); },
      [response, token = std::move(token), finish = std::move(finish)](
          absl::Status status, std::optional<Receipt> receipt) {
        if (status.ok()) response->set_next_page_token(token);
        finish(std::move(status), receipt);
      });
}

void CaseLists::SearchCases(const Call& call,
                            const v1::SearchCasesRequest& request,
                            v1::SearchCasesResponse* response,
                            Finish finish) const {
  if (request.purpose() == v1::READING_PURPOSE_UNSPECIFIED) {
    return finish(PurposeMissing(), std::nullopt);
  }
  const absl::Status shape = ValidateSearch(request, call.today);
  if (!shape.ok()) return finish(shape, std::nullopt);
  const v1::Operation operation = call.caller.IsCoordinator()
                                      ? v1::OPERATION_SEARCH_ALL
                                      : v1::OPERATION_SEARCH_OWN;
  if (!Allowed(rooms_, call, operation, request.purpose(), finish)) return;

  v1::Identity wanted;
  wanted.set_family_name(request.family_name());
  wanted.set_given_name(request.given_name());
  if (request.has_birth_date()) {
    *wanted.mutable_birth_date() = request.birth_date();
  }
  auto page = call.caller.IsCoordinator() ? SearchAll(rooms_, call, wanted)
                                          : SearchOwn(rooms_, call, wanted);
  if (!page.ok()) return finish(page.status(), std::nullopt);
  IsWanted is_wanted;  // Every identity is the coordinator's to read.
  if (!call.caller.IsCoordinator()) {
    is_wanted = [this, wanted](const v1::Identity& found) {
      return IsLike(rooms_.blind_index, wanted, found);
    };
  }
  RecordThenSummarize(
      rooms_, call, operation, request.purpose(), *std::move(page), is_wanted,
      [response] { return response->add_cases(); }, std::move(finish));
}

}  // namespace sceau
