// Referrals: reading one, listing.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/cases/case_loader.h"
#include "server/cases/case_tokens.h"
#include "server/cases/page_token.h"
#include "server/cases/recorded_read.h"
#include "server/content/bounds.h"
#include "server/journal/inputs.h"
#include "server/referrals/referral_view.h"
#include "server/referrals/referrals.h"
#include "server/store/token_table.h"

namespace sceau {
namespace {

// Most referrals of one sender that a list looks at.
constexpr size_t kMostReferralsOfOne = 10'000;

// Whether the sender may know the case its referral became.
bool SenderTold(const CaseRooms& rooms, const Call& call,
                const StoredReferral& referral) {
  if (referral.case_id.empty() || call.caller.IsCoordinator()) return false;
  const auto loaded =
      LoadCase(rooms, CaseName::Of(call.group, referral.case_id));
  return loaded.ok() && loaded->exists &&
         NoticeGiven(loaded->facts, call.today);
}

absl::Status Fill(const CaseRooms& rooms, const Call& call,
                  const StoredReferral& referral, v1::Referral* out) {
  std::vector<std::string> matches;
  if (call.caller.IsCoordinator() && referral.content.has_identity()) {
    ASSIGN_OR_RETURN(matches,
                     MatchingCases(rooms, referral.content.identity()));
  }
  FillReferral(call, referral, matches, SenderTold(rooms, call, referral), out);
  return absl::OkStatus();
}

LeafDraft LeafOf(const CaseRooms& rooms, const Call& call,
                 const policy::Question& question,
                 const policy::Decision& decision,
                 const std::vector<std::string>& ids, bool allowed) {
  LeafDraft leaf = DraftLeaf(call, v1::OPERATION_REFERRAL_READ,
                             allowed ? Outcome::kAllowed : Outcome::kDenied);
  leaf.inputs = PackInputs(question);
  leaf.refusal = decision.refusal;
  for (size_t i = 0; i < decision.rule_count; ++i) {
    leaf.rules.push_back(decision.rules[i]);
  }
  for (const std::string& id : ids) {
    leaf.resources.push_back(
        rooms.journal.pseudonyms().Of(kReferralRowKind, id));
  }
  return leaf;
}

bool IsListed(const Call& call, const v1::ListReferralsRequest& request,
              const StoredReferral& referral) {
  if (!IsTheirs(call, referral)) return false;
  return request.state() == v1::REFERRAL_STATE_UNSPECIFIED
             ? referral.state != v1::REFERRAL_STATE_WITHDRAWN
             : referral.state == request.state();
}

// Ids of the caller's own set after `after`, in order.
absl::StatusOr<std::vector<std::string>> OwnSet(const CaseRooms& rooms,
                                                const Call& call,
                                                const std::string& after,
                                                size_t limit) {
  std::vector<std::string> ids;
  ReadPool::Lease lease = rooms.reads.Take();
  if (call.caller.IsCoordinator()) {
    ASSIGN_OR_RETURN(const auto rows,
                     sceau::ListReferrals(*lease, after, limit));
    for (const ReferralRow& row : rows) ids.push_back(row.id);
    return ids;
  }
  const std::array<Token, 1> owner = {
      ReferralsOfToken(rooms.blind_index, call.caller.partner)};
  ASSIGN_OR_RETURN(const auto matches,
                   FindByTokens(*lease, owner, 1, kMostReferralsOfOne));
  for (const TokenMatch& match : matches) {
    if (match.case_id > after) ids.push_back(match.case_id);
  }
  std::sort(ids.begin(), ids.end());
  if (ids.size() > limit) ids.resize(limit);
  return ids;
}

}  // namespace

void Referrals::GetReferral(const Call& call,
                            const v1::GetReferralRequest& request,
                            v1::Referral* response, Finish finish) const {
  const auto name = ReferralName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const policy::Question question =
      ReferralQuestion(call, v1::OPERATION_REFERRAL_READ);
  const policy::Decision decision = call.charter->program->Decide(question);
  auto stored = LoadReferral(rooms_, name->id());
  const bool allowed = stored.ok() && stored->has_value() && decision.allowed &&
                       IsTheirs(call, **stored);
  absl::Status status = stored.status();
  if (status.ok() && !allowed) status = PolicyDenied();
  LeafDraft leaf =
      LeafOf(rooms_, call, question, decision, {name->id()}, allowed);
  if (!stored.ok()) leaf.outcome = Outcome::kFailed;
  rooms_.journal.writer().Record(
      std::move(leaf),
      [this, call, status = std::move(status), stored = std::move(stored),
       response, finish = std::move(finish)](absl::StatusOr<Receipt> receipt) {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        finish(status.ok() ? Fill(rooms_, call, **stored, response) : status,
               *receipt);
      });
}

void Referrals::ListReferrals(const Call& call,
                              const v1::ListReferralsRequest& request,
                              v1::ListReferralsResponse* response,
                              Finish finish) const {
  const auto page_size =
      PageSize(request.page_size(), kMaxReferralsPerPage, kMaxReferralsPerPage);
  if (!page_size.ok()) return finish(page_size.status(), std::nullopt);
  std::string query = PageQuery(request);
  auto after =
      OpenPageToken(rooms_.page_token_key, call, query, request.page_token());
  if (!after.ok()) return finish(after.status(), std::nullopt);
  const policy::Question question =
      ReferralQuestion(call, v1::OPERATION_REFERRAL_READ);
  const policy::Decision decision = call.charter->program->Decide(question);
  if (!decision.allowed) {
    return RecordThenFinish(rooms_,
                            LeafOf(rooms_, call, question, decision, {}, false),
                            PolicyDenied(), std::move(finish));
  }

  // Pages are cut in the own set: one more than the page tells of a next one.
  auto page = std::make_shared<std::vector<StoredReferral>>();
  const auto limit = static_cast<size_t>(*page_size);
  std::string position = *after;
  bool more = false;
  for (bool exhausted = false; !exhausted && !more;) {
    const auto ids = OwnSet(rooms_, call, position, limit + 1);
    if (!ids.ok()) return finish(ids.status(), std::nullopt);
    exhausted = ids->size() <= limit;
    for (const std::string& id : *ids) {
      auto stored = LoadReferral(rooms_, id);
      if (!stored.ok()) return finish(stored.status(), std::nullopt);
      position = id;
      if (!stored->has_value() || !IsListed(call, request, **stored)) continue;
      if (page->size() == limit) {
        more = true;
        break;
      }
      page->push_back(**std::move(stored));
    }
  }

  std::vector<std::string> ids;
  for (const StoredReferral& each : *page) ids.push_back(each.id);
  rooms_.journal.writer().Record(
      LeafOf(rooms_, call, question, decision, ids, true),
      [this, call, page, more, query = std::move(query), response,
       finish = std::move(finish)](absl::StatusOr<Receipt> receipt) {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        for (const StoredReferral& each : *page) {
          const absl::Status filled =
              Fill(rooms_, call, each, response->add_referrals());
          if (!filled.ok()) return finish(filled, *receipt);
        }
        if (more) {
          response->set_next_page_token(SealPageToken(
              rooms_.page_token_key, call, query, page->back().id));
        }
        finish(absl::OkStatus(), *receipt);
      });
}

}  // namespace sceau
