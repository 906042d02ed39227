// The accesses of a review's period, and what of them calls for a look.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "server/cases/page_token.h"
#include "server/content/dates.h"
#include "server/oversight/access_search.h"
#include "server/oversight/journal_reviews.h"
#include "server/oversight/review_call.h"
#include "server/oversight/signals.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

constexpr int kAccessesPerPage = 100;
constexpr int kMostAccessesPerPage = 200;
constexpr int kSignalsPerPage = 50;
// A number that no id bears.
constexpr uint32_t kNobody = UINT32_MAX;

// The days that are asked for, inside the period.
absl::Status NarrowDays(const ReviewRooms& rooms,
                        const v1::SearchAccessesRequest& request,
                        const ReviewedPeriod& period, AccessFilter& filter) {
  const DayBounds bounds = {.first = period.first, .last = period.last};
  const CivilClock& clock = rooms.rooms.clock;
  if (request.has_from_date()) {
    const absl::string_view flaw = DayFlaw(request.from_date(), bounds);
    if (!flaw.empty()) return FieldError("from_date", flaw);
    filter.from_ns = std::max(
        filter.from_ns,
        absl::ToUnixNanos(clock.StartOf(ToCivil(request.from_date()))));
  }
  if (request.has_to_date()) {
    const absl::string_view flaw = DayFlaw(request.to_date(), bounds);
    if (!flaw.empty()) return FieldError("to_date", flaw);
    filter.to_ns =
        absl::ToUnixNanos(clock.StartOf(ToCivil(request.to_date()) + 1));
  }
  return absl::OkStatus();
}

std::optional<Outcome> OutcomeAsked(v1::AccessOutcome outcome) {
  switch (outcome) {
    case v1::ACCESS_OUTCOME_ALLOWED:
      return Outcome::kAllowed;
    case v1::ACCESS_OUTCOME_DENIED:
      return Outcome::kDenied;
    case v1::ACCESS_OUTCOME_REFUSED:
      return Outcome::kRefused;
    case v1::ACCESS_OUTCOME_FAILED:
      return Outcome::kFailed;
    default:
      return std::nullopt;
  }
}

// By version of the snapshot and rule: whether its article is the one asked
// for. Nothing when no version has such a rule.
std::optional<std::vector<std::vector<bool>>> RulesOfArticle(
    const GroupState& state, const AccessNames& names,
    const std::string& article) {
  std::vector<std::vector<bool>> wanted;
  bool any = false;
  for (const auto& [version, file] : state.charters) {
    const policy::Program& program = *file->compiled->program;
    const auto number = names.Find(AccessNames::kCharter, version);
    std::vector<bool> rules(program.rule_count());
    for (size_t i = 0; i < rules.size(); ++i) {
      rules[i] = program.rule(static_cast<uint16_t>(i)).article == article;
      any = any || rules[i];
    }
    if (!number.has_value()) continue;
    if (wanted.size() <= *number) wanted.resize(*number + 1);
    wanted[*number] = std::move(rules);
  }
  if (!any) return std::nullopt;
  return wanted;
}

// Who is a member, or was: the register keeps who was removed.
absl::Status AskForWho(const Call& call, const GroupState& state,
                       const v1::SearchAccessesRequest& request,
                       const AccessNames& names, AccessFilter& filter) {
  if (!request.member().empty()) {
    const auto member = MemberName::Parse(request.member());
    if (!member.ok() || member->group() != call.group ||
        state.members.count(member->id()) == 0) {
      return FieldError("member", "no member of that name is registered");
    }
    filter.member =
        names.Find(AccessNames::kMember, member->id()).value_or(kNobody);
  }
  if (!request.partner().empty()) {
    if (call.charter->program->FindPartner(request.partner()) ==
            policy::kNoPartner &&
        !names.Find(AccessNames::kPartner, request.partner()).has_value()) {
      return FieldError("partner", "not a partner of the charter");
    }
    filter.partner =
        names.Find(AccessNames::kPartner, request.partner()).value_or(kNobody);
  }
  return absl::OkStatus();
}

absl::StatusOr<AccessFilter> FilterOf(const ReviewRooms& rooms,
                                      const Call& call, const GroupState& state,
                                      const v1::SearchAccessesRequest& request,
                                      const ReviewedPeriod& period) {
  AccessFilter filter;
  filter.from_ns = period.from_ns;
  filter.to_ns = period.to_ns;
  const AccessNames& names = *period.snapshot->names;
  RETURN_IF_ERROR(NarrowDays(rooms, request, period, filter));
  RETURN_IF_ERROR(AskForWho(call, state, request, names, filter));
  filter.operation = request.operation();
  filter.outcome = OutcomeAsked(request.outcome());
  filter.readings = request.readings();
  if (!request.situation().empty()) {
    filter.situation = period.situations->Find(request.situation());
    if (!filter.situation.has_value()) {
      return FieldError("situation", "not a situation of this review");
    }
  }
  if (!request.article().empty()) {
    filter.rules = RulesOfArticle(state, names, request.article());
    if (!filter.rules.has_value()) {
      return FieldError("article", "no rule of the charter cites it");
    }
  }
  return filter;
}

}  // namespace

void JournalReviews::SearchAccesses(const Call& call,
                                    const v1::SearchAccessesRequest& request,
                                    v1::SearchAccessesResponse* response,
                                    Finish finish) const {
  const auto page =
      OpenPage(rooms_, call, request, kAccessesPerPage, kMostAccessesPerPage);
  if (!page.ok()) return finish(page.status(), std::nullopt);
  const auto first = page->Place();
  if (!first.ok()) return finish(first.status(), std::nullopt);
  ReadReview<v1::SearchAccessesResponse>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW, request.name(), response,
      std::move(finish),
      [&](const StoredReview& review, v1::SearchAccessesResponse& answer,
          LeafDraft&) -> absl::Status {
        ASSIGN_OR_RETURN(const ReviewedPeriod period,
                         LookAt(rooms_, call, review));
        const auto state = rooms_.rooms.members.state();
        ASSIGN_OR_RETURN(const AccessFilter filter,
                         FilterOf(rooms_, call, *state, request, period));
        const auto most = static_cast<size_t>(page->size);
        const std::vector<AccessAt> found =
            sceau::SearchAccesses(*period.snapshot, filter, *first, most + 1);
        for (size_t i = 0; i < std::min(found.size(), most); ++i) {
          *answer.add_accesses() = AccessFor(call, *state, period, found[i]);
        }
        if (found.size() > most) {
          answer.set_next_page_token(page->Next(
              rooms_, call,
              absl::StrCat(found[most].chunk->leaf[found[most].row])));
        }
        return absl::OkStatus();
      });
}

void JournalReviews::ListSignals(const Call& call,
                                 const v1::ListSignalsRequest& request,
                                 v1::ListSignalsResponse* response,
                                 Finish finish) const {
  const auto page =
      OpenPage(rooms_, call, request, kSignalsPerPage, kSignalsPerPage);
  if (!page.ok()) return finish(page.status(), std::nullopt);
  const auto first = page->Place();
  if (!first.ok()) return finish(first.status(), std::nullopt);
  ReadReview<v1::ListSignalsResponse>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW, request.name(), response,
      std::move(finish),
      [&](const StoredReview& review, v1::ListSignalsResponse& answer,
          LeafDraft&) -> absl::Status {
        if (!v1::SignalRule_IsValid(request.rule())) {
          return FieldError("rule", "not a rule of signals");
        }
        ASSIGN_OR_RETURN(const ReviewedPeriod period,
                         LookAt(rooms_, call, review));
        std::vector<FoundSignal> found = SignalsOf(rooms_, call, period);
        if (request.rule() != v1::SIGNAL_RULE_UNSPECIFIED) {
          std::erase_if(found, [&](const FoundSignal& each) {
            return each.rule != request.rule();
          });
        }
        answer.set_total(static_cast<int>(found.size()));
        const auto most = static_cast<size_t>(page->size);
        for (size_t i = *first; i < found.size(); ++i) {
          if (i == *first + most) {
            answer.set_next_page_token(
                page->Next(rooms_, call, absl::StrCat(i)));
            break;
          }
          *answer.add_signals() = SignalFor(call, period, found[i]);
        }
        return absl::OkStatus();
      });
}

}  // namespace sceau
