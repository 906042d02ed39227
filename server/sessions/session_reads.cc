// Sessions: reading one, listing.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/cases/page_token.h"
#include "server/cases/recorded_read.h"
#include "server/content/bounds.h"
#include "server/journal/inputs.h"
#include "server/referrals/referral_view.h"
#include "server/sessions/session_record.h"
#include "server/sessions/session_view.h"
#include "server/sessions/sessions.h"

namespace sceau {
namespace {

LeafDraft SessionLeafOf(const CaseRooms& rooms, const Call& call,
                        const policy::Question& question,
                        const policy::Decision& decision,
                        const std::vector<std::string>& ids, bool allowed) {
  LeafDraft leaf = DraftLeaf(call, v1::OPERATION_SESSION_READ,
                             allowed ? Outcome::kAllowed : Outcome::kDenied);
  leaf.inputs = PackInputs(question);
  leaf.refusal = decision.refusal;
  leaf.rules.assign(decision.rules.begin(),
                    decision.rules.begin() + decision.rule_count);
  for (const std::string& id : ids) {
    leaf.resources.push_back(
        rooms.journal.pseudonyms().Of(kSessionRowKind, id));
  }
  return leaf;
}

}  // namespace

void Sessions::GetReviewSession(const Call& call,
                                const v1::GetReviewSessionRequest& request,
                                v1::ReviewSession* response,
                                Finish finish) const {
  const auto name = ReviewSessionName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const policy::Question question =
      ReferralQuestion(call, v1::OPERATION_SESSION_READ);
  const policy::Decision decision = call.charter->program->Decide(question);
  const auto session = rooms_.agenda.Find(name->id());
  auto view = std::make_shared<v1::ReviewSession>();
  const bool allowed = decision.allowed && session != nullptr &&
                       FillSession(rooms_, call, *session, view.get());
  rooms_.journal.writer().Record(
      SessionLeafOf(rooms_, call, question, decision, {name->id()}, allowed),
      [allowed, view, response,
       finish = std::move(finish)](absl::StatusOr<Receipt> receipt) {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        if (allowed) *response = std::move(*view);
        finish(allowed ? absl::OkStatus() : PolicyDenied(), *receipt);
      });
}

void Sessions::ListReviewSessions(const Call& call,
                                  const v1::ListReviewSessionsRequest& request,
                                  v1::ListReviewSessionsResponse* response,
                                  Finish finish) const {
  const auto page_size =
      PageSize(request.page_size(), kMaxSessionsPerPage, kMaxSessionsPerPage);
  if (!page_size.ok()) return finish(page_size.status(), std::nullopt);
  const std::string query = PageQuery(request);
  const auto after =
      OpenPageToken(rooms_.page_token_key, call, query, request.page_token());
  if (!after.ok()) return finish(after.status(), std::nullopt);
  const policy::Question question =
      ReferralQuestion(call, v1::OPERATION_SESSION_READ);
  const policy::Decision decision = call.charter->program->Decide(question);

  auto page = std::make_shared<v1::ListReviewSessionsResponse>();
  std::vector<std::string> ids;
  if (decision.allowed) {
    for (const auto& session : rooms_.agenda.All()) {
      if (session->id <= *after) continue;
      v1::ReviewSession line;
      if (!FillSession(rooms_, call, *session, &line)) continue;
      if (page->review_sessions_size() == *page_size) {
        page->set_next_page_token(
            SealPageToken(rooms_.page_token_key, call, query, ids.back()));
        break;
      }
      *page->add_review_sessions() = std::move(line);
      ids.push_back(session->id);
    }
  }
  const bool allowed = decision.allowed;
  rooms_.journal.writer().Record(
      SessionLeafOf(rooms_, call, question, decision, ids, allowed),
      [allowed, page, response,
       finish = std::move(finish)](absl::StatusOr<Receipt> receipt) {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        if (allowed) *response = std::move(*page);
        finish(allowed ? absl::OkStatus() : PolicyDenied(), *receipt);
      });
}

}  // namespace sceau
