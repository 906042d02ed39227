// Referrals: reading one, listing.
#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "server/cases/case_tokens.h"
#include "server/cases/page_token.h"
#include "server/cases/recorded_read.h"
#include "server/cases/write_call.h"
#include "server/content/bounds.h"
#include "server/journal/inputs.h"
#include "server/referrals/referral_view.h"
#include "server/referrals/referrals.h"
#include "server/store/token_table.h"

namespace sceau {
namespace {

// Most referrals of one sender that a list looks at.
constexpr size_t kMostReferralsOfOne = 10'000;

absl::Status Fill(const CaseRooms& rooms, const Call& call,
                  const ReferralRead& read, v1::Referral* out) {
  ASSIGN_OR_RETURN(const std::vector<std::string> matches,
                   MatchingCases(rooms, call, read));
  FillReferral(call, read, matches, out);
  return absl::OkStatus();
}

// What is asked and decided, before any referral is looked at.
LeafDraft LeafOf(const Call& call, const policy::Question& question,
                 const policy::Decision& decision) {
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_REFERRAL_READ, Outcome::kAllowed);
  leaf.inputs = PackInputs(question);
  leaf.refusal = decision.refusal;
  leaf.rules.assign(decision.rules.begin(),
                    decision.rules.begin() + decision.rule_count);
  leaf.purpose = v1::READING_PURPOSE_REFERRAL_CHECK;
  return leaf;
}

// Records `leaf` and ends the call with `status`, which it says.
void RecordRefused(const CaseRooms& rooms, LeafDraft leaf, absl::Status status,
                   Finish finish) {
  leaf.outcome = OutcomeOf(status);
  leaf.released = 0;
  RecordThenFinish(rooms, std::move(leaf), std::move(status),
                   std::move(finish));
}

// Records `leaf`, then runs `fill`. When that fails, a second leaf says so
// before the call ends.
template <typename Response>
void RecordThenFill(const CaseRooms& rooms, LeafDraft leaf, Response* response,
                    std::function<absl::Status(Response*)> fill,
                    Finish finish) {
  LeafDraft recorded = leaf;
  rooms.journal.writer().Record(
      std::move(recorded),
      [&rooms, leaf = std::move(leaf), response, fill = std::move(fill),
       finish = std::move(finish)](absl::StatusOr<Receipt> receipt) mutable {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        absl::Status filled = fill(response);
        if (filled.ok()) return finish(std::move(filled), *receipt);
        response->Clear();
        RecordRefused(rooms, std::move(leaf), std::move(filled),
                      std::move(finish));
      });
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

// One page of the caller's own set.
struct Lines {
  std::vector<ReferralRead> reads = {};
  bool more = false;
};

// Pages are cut in the own set: one more than the page tells of a next one.
absl::StatusOr<Lines> FillPage(const CaseRooms& rooms, const Call& call,
                               const v1::ListReferralsRequest& request,
                               std::string position, size_t limit) {
  Lines lines;
  while (true) {
    ASSIGN_OR_RETURN(const auto ids, OwnSet(rooms, call, position, limit + 1));
    for (const std::string& id : ids) {
      position = id;
      ASSIGN_OR_RETURN(const auto stored, LoadReferral(rooms, id));
      if (!stored.has_value() || !IsListed(call, request, *stored)) continue;
      ASSIGN_OR_RETURN(auto read, ReadReferral(rooms, call, *stored));
      if (!read.has_value()) continue;
      if (lines.reads.size() == limit) {
        lines.more = true;
        return lines;
      }
      lines.reads.push_back(*std::move(read));
    }
    if (ids.size() <= limit) return lines;
  }
}

// The referral as the caller is shown it. Errors: POLICY_DENIED; the store's.
absl::StatusOr<ReferralRead> Decided(const CaseRooms& rooms, const Call& call,
                                     const std::string& id, bool allowed) {
  ASSIGN_OR_RETURN(const auto stored, LoadReferral(rooms, id));
  if (!allowed || !stored.has_value() || !IsTheirs(call, *stored)) {
    return PolicyDenied();
  }
  ASSIGN_OR_RETURN(auto read, ReadReferral(rooms, call, *stored));
  if (!read.has_value()) return PolicyDenied();
  return *std::move(read);
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
  LeafDraft leaf = LeafOf(call, question, decision);
  auto read = Decided(rooms_, call, name->id(), decision.allowed);
  if (!read.ok()) {
    leaf.resources = {call.pseudonyms->Of(kReferralRowKind, name->id())};
    return RecordRefused(rooms_, std::move(leaf), read.status(),
                         std::move(finish));
  }
  PutReferral(call, *read, leaf);
  RecordThenFill<v1::Referral>(
      rooms_, std::move(leaf), response,
      [this, call, read = *std::move(read)](v1::Referral* out) {
        return Fill(rooms_, call, read, out);
      },
      std::move(finish));
}

void Referrals::ListReferrals(const Call& call,
                              const v1::ListReferralsRequest& request,
                              v1::ListReferralsResponse* response,
                              Finish finish) const {
  const auto page_size =
      PageSize(request.page_size(), kMaxReferralsPerPage, kMaxReferralsPerPage);
  if (!page_size.ok()) return finish(page_size.status(), std::nullopt);
  std::string query = PageQuery(request);
  const auto after =
      OpenPageToken(rooms_.page_token_key, call, query, request.page_token());
  if (!after.ok()) return finish(after.status(), std::nullopt);
  const policy::Question question =
      ReferralQuestion(call, v1::OPERATION_REFERRAL_READ);
  const policy::Decision decision = call.charter->program->Decide(question);
  LeafDraft leaf = LeafOf(call, question, decision);
  auto lines = decision.allowed ? FillPage(rooms_, call, request, *after,
                                           static_cast<size_t>(*page_size))
                                : absl::StatusOr<Lines>(PolicyDenied());
  if (!lines.ok()) {
    return RecordRefused(rooms_, std::move(leaf), lines.status(),
                         std::move(finish));
  }
  for (const ReferralRead& read : lines->reads) PutReferral(call, read, leaf);
  RecordThenFill<v1::ListReferralsResponse>(
      rooms_, std::move(leaf), response,
      [this, call, query = std::move(query), lines = *std::move(lines)](
          v1::ListReferralsResponse* out) -> absl::Status {
        for (const ReferralRead& read : lines.reads) {
          RETURN_IF_ERROR(Fill(rooms_, call, read, out->add_referrals()));
        }
        if (lines.more) {
          out->set_next_page_token(
              SealPageToken(rooms_.page_token_key, call, query,
                            lines.reads.back().referral.id));
        }
        return absl::OkStatus();
      },
      std::move(finish));
}

}  // namespace sceau
