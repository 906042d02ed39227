#include "server/cases/case_reader.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "proto/contract/names.h"
#include "server/cases/case_loader.h"
#include "server/cases/case_sections.h"
#include "server/cases/page_token.h"
#include "server/cases/recorded_read.h"
#include "server/cases/releaser.h"
#include "server/journal/inputs.h"

namespace sceau {
namespace {

constexpr int kUsualEntriesPage = 50;
constexpr int kMostEntriesPage = 100;

// Loads and decides. The work is the same for an absent and a denied case:
// one statement, one record opened, twenty decisions.
absl::StatusOr<std::shared_ptr<CaseRead>> Decide(const CaseRooms& rooms,
                                                 const Call& call,
                                                 const CaseName& name) {
  ASSIGN_OR_RETURN(LoadedCase loaded, LoadCase(rooms, name));
  auto read = std::make_shared<CaseRead>(
      CaseRead{call, name, std::move(loaded.facts), loaded.version, {}});
  const CaseAsker asker(read->call, rooms.agenda, name.id(), read->facts);
  CaseDecision decision = DecideSections(asker);
  if (!loaded.exists) return read;  // Denied, whoever asks.
  if (asker.MaySeeSomething()) {
    ASSIGN_OR_RETURN(const auto headers, DecodeHeaders(loaded.headers));
    DecideEntries(asker, headers, decision);
    read->decision = std::move(decision);
  }
  return read;
}

LeafDraft ReadLeaf(const CaseRooms& rooms, const CaseRead& read,
                   v1::ReadingPurpose purpose) {
  LeafDraft leaf =
      DraftLeaf(read.call, v1::OPERATION_READ,
                read.decision.Any() ? Outcome::kAllowed : Outcome::kDenied);
  const CaseAsker asker(read.call, rooms.agenda, read.name.id(), read.facts);
  leaf.inputs =
      PackInputs(asker.About(v1::OPERATION_READ, v1::CATEGORY_ADMINISTRATIVE));
  leaf.resources.push_back(
      rooms.journal.pseudonyms().Of(kCaseRowKind, read.name.id()));
  leaf.released = read.decision.Released();
  leaf.rules = read.decision.Rules();
  leaf.purpose = purpose;
  if (!read.decision.Any()) leaf.refusal = policy::Refusal::kNoRelation;
  return leaf;
}

// Ends a call whose case could not be loaded, with a leaf that says so.
void FinishFailed(const CaseRooms& rooms, const Call& call,
                  const CaseName& name, absl::Status status, Finish finish) {
  LeafDraft leaf = DraftLeaf(call, v1::OPERATION_READ, Outcome::kFailed);
  leaf.resources.push_back(
      rooms.journal.pseudonyms().Of(kCaseRowKind, name.id()));
  RecordThenFinish(rooms, std::move(leaf), std::move(status),
                   std::move(finish));
}

}  // namespace

void CaseReader::GetCase(const Call& call, const v1::GetCaseRequest& request,
                         v1::Case* response, Finish finish) const {
  const auto name = CaseName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const bool full = request.view() != v1::CASE_VIEW_BASIC;
  if (full && request.purpose() == v1::READING_PURPOSE_UNSPECIFIED) {
    return finish(FieldError("purpose", "say what the reading is for"),
                  std::nullopt);
  }
  auto read = Decide(rooms_, call, *name);
  if (!read.ok()) {
    return FinishFailed(rooms_, call, *name, read.status(), std::move(finish));
  }
  LeafDraft leaf = ReadLeaf(rooms_, **read, request.purpose());
  if (!full) {
    leaf.released &= uint32_t{1} << unsigned{v1::CATEGORY_ADMINISTRATIVE};
  }
  RecordThenRelease(
      rooms_, *std::move(read), std::move(leaf),
      [this, full, response](const CaseRead& state,
                             const ReleasePermit& permit) -> absl::Status {
        const CaseAsker asker(state.call, rooms_.agenda, state.name.id(),
                              state.facts);
        response->set_name(state.name.ToString());
        FillSections(asker, permit.decision(), response);
        if (state.call.caller.IsCoordinator()) {
          response->set_etag(CaseEtag(*response, permit.decision()));
        }
        if (!full) return absl::OkStatus();
        return ReleaseEntries(rooms_, state.call, state.name, state.facts,
                              permit, response->mutable_entries());
      },
      std::move(finish));
}

void CaseReader::ListEntries(const Call& call,
                             const v1::ListEntriesRequest& request,
                             v1::ListEntriesResponse* response,
                             Finish finish) const {
  const auto name = CaseName::Parse(request.parent());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  if (request.purpose() == v1::READING_PURPOSE_UNSPECIFIED) {
    return finish(FieldError("purpose", "say what the reading is for"),
                  std::nullopt);
  }
  const auto page_size =
      PageSize(request.page_size(), kUsualEntriesPage, kMostEntriesPage);
  if (!page_size.ok()) return finish(page_size.status(), std::nullopt);
  std::string query = PageQuery(request);
  const auto after =
      OpenPageToken(rooms_.page_token_key, call, query, request.page_token());
  if (!after.ok()) return finish(after.status(), std::nullopt);
  auto read = Decide(rooms_, call, *name);
  if (!read.ok()) {
    return FinishFailed(rooms_, call, *name, read.status(), std::move(finish));
  }

  // The caller's own set, cut to the page before anything is recorded.
  auto& readable = (*read)->decision.readable;
  (*read)->decision.cut = !readable.empty();
  const auto& wanted = request.categories();
  if (!wanted.empty()) {
    readable.erase(
        std::remove_if(readable.begin(), readable.end(),
                       [&wanted](const auto& each) {
                         return std::find(wanted.begin(), wanted.end(),
                                          each.header.category) == wanted.end();
                       }),
        readable.end());
  }
  if (!after->empty()) {
    const auto last = std::find_if(
        readable.begin(), readable.end(),
        [&after](const auto& each) { return each.header.id == *after; });
    if (last != readable.end()) readable.erase(readable.begin(), last + 1);
  }
  const auto limit = static_cast<size_t>(*page_size);
  const bool more = readable.size() > limit;
  if (more) readable.resize(limit);

  LeafDraft leaf = ReadLeaf(rooms_, **read, request.purpose());
  RecordThenRelease(
      rooms_, *std::move(read), std::move(leaf),
      [this, more, query = std::move(query), response](
          const CaseRead& state, const ReleasePermit& permit) -> absl::Status {
        RETURN_IF_ERROR(ReleaseEntries(rooms_, state.call, state.name,
                                       state.facts, permit,
                                       response->mutable_entries()));
        if (more) {
          response->set_next_page_token(
              SealPageToken(rooms_.page_token_key, state.call, query,
                            permit.decision().readable.back().header.id));
        }
        return absl::OkStatus();
      },
      std::move(finish));
}

}  // namespace sceau
