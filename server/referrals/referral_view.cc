#include "server/referrals/referral_view.h"

#include <algorithm>
#include <utility>

#include "google/protobuf/util/time_util.h"

#include "proto/contract/errors.h"
#include "server/cases/case_decision.h"
#include "server/cases/case_loader.h"
#include "server/cases/person_finder.h"
#include "server/content/bounds.h"

namespace sceau {
namespace {

// What a referral without a case says of the person, as facts.
CaseFacts FactsOf(const StoredReferral& referral) {
  CaseFacts facts;
  if (referral.content.identity().has_birth_date()) {
    *facts.mutable_birth_date() = referral.content.identity().birth_date();
  }
  facts.add_referred_by(referral.owner);
  switch (referral.state) {
    case v1::REFERRAL_STATE_SUBMITTED:
    case v1::REFERRAL_STATE_ACCEPTED:
      facts.set_state(v1::CASE_STATE_ADMITTED);
      break;
    default:
      facts.set_state(v1::CASE_STATE_EXITED);
  }
  return facts;
}

bool Holds(const v1::Referral& content, v1::Category category) {
  switch (category) {
    case v1::CATEGORY_IDENTITY:
      return content.has_identity();
    case v1::CATEGORY_ORIGIN:
      return content.has_date();
    case v1::CATEGORY_CONTACT_DETAILS:
      return content.has_contact_details();
    case v1::CATEGORY_LEGAL_REPRESENTATIVES:
      return content.has_representative();
    case v1::CATEGORY_NOTICE:
      return content.has_notice_handed_over();
    default:
      return false;
  }
}

// What became of the person, where the file is closed.
v1::ReferralOutcome OutcomeOf(const CaseFacts& facts) {
  v1::ReferralOutcome outcome = v1::REFERRAL_OUTCOME_NO_FOLLOW_UP;
  for (const auto& decision : facts.decisions()) {
    if (decision.validated_by_size() < 2) continue;
    switch (decision.code()) {
      case v1::DECISION_CODE_FOLLOW_UP:
      case v1::DECISION_CODE_FOLLOW_UP_WITH_LEAD_WORKER:
      case v1::DECISION_CODE_FOLLOW_UP_CONTINUED:
        return v1::REFERRAL_OUTCOME_UNSPECIFIED;
      case v1::DECISION_CODE_REORIENTED:
        outcome = v1::REFERRAL_OUTCOME_REORIENTED;
        break;
      default:
        break;
    }
  }
  return outcome;
}

// Takes out of a body what the decision withholds.
void Project(const Call& call, bool own, const policy::Decision& decision,
             v1::EntryBody& body) {
  const policy::Program& program = *call.charter->program;
  const uint8_t prohibited =
      own ? uint8_t{0} : program.ProhibitedClasses(call.caller.partner_index);
  if (prohibited != 0) program.RemoveProhibitedValues(prohibited, &body);
  program.Project(decision, &body);
}

void FillContent(const Call& call, const ReferralRead& read,
                 v1::Referral* out) {
  const v1::Referral& content = read.referral.content;
  const bool own = read.referral.owner == call.caller.owner();
  const auto shown = [&](v1::Category category) -> const policy::Decision* {
    const policy::Decision& decision =
        read.shown[static_cast<size_t>(category)];
    return decision.allowed ? &decision : nullptr;
  };
  v1::EntryBody body;
  if (const auto* given = shown(v1::CATEGORY_IDENTITY)) {
    *body.mutable_identity() = content.identity();
    Project(call, own, *given, body);
    *out->mutable_identity() = std::move(*body.mutable_identity());
  }
  if (const auto* given = shown(v1::CATEGORY_ORIGIN)) {
    v1::Origin& origin = *body.mutable_origin();
    origin.set_organisation(content.organisation());
    *origin.mutable_date() = content.date();
    *origin.mutable_reasons() = content.reasons();
    origin.set_request(content.request());
    origin.set_profile(content.profile());
    Project(call, own, *given, body);
    out->set_organisation(origin.organisation());
    if (origin.has_date()) *out->mutable_date() = origin.date();
    *out->mutable_reasons() = origin.reasons();
    out->set_request(origin.request());
    out->set_profile(origin.profile());
    *out->mutable_conditions() = content.conditions();
  }
  if (const auto* given = shown(v1::CATEGORY_CONTACT_DETAILS)) {
    *body.mutable_contact_details() = content.contact_details();
    Project(call, own, *given, body);
    *out->mutable_contact_details() =
        std::move(*body.mutable_contact_details());
  }
  if (const auto* given = shown(v1::CATEGORY_LEGAL_REPRESENTATIVES)) {
    *body.mutable_legal_representatives() = content.representative();
    Project(call, own, *given, body);
    *out->mutable_representative() =
        std::move(*body.mutable_legal_representatives());
  }
  if (shown(v1::CATEGORY_NOTICE) != nullptr) {
    *out->mutable_notice_handed_over() = content.notice_handed_over();
  }
}

}  // namespace

policy::Question ReferralQuestion(const Call& call, v1::Operation operation,
                                  absl::string_view case_id) {
  policy::Question question;
  question.operation = operation;
  question.partner = call.caller.partner_index;
  question.role = call.caller.role;
  question.standing = call.caller.standing;
  if (IsRecused(call, case_id)) question.standing |= policy::kRecused;
  return question;
}

bool IsTheirs(const Call& call, const StoredReferral& referral) {
  if (IsRecused(call, referral.case_id)) return false;
  if (call.caller.IsCoordinator()) return true;
  return referral.owner == call.caller.partner &&
         referral.state != v1::REFERRAL_STATE_WITHDRAWN;
}

ReferralRead DecideReferral(const CaseRooms& rooms, const Call& call,
                            const StoredReferral& referral,
                            const CaseFacts* of_case) {
  ReferralRead read;
  read.referral = referral;
  read.outcome = referral.outcome;
  const CaseFacts alone = of_case == nullptr ? FactsOf(referral) : CaseFacts();
  const CaseFacts& facts = of_case == nullptr ? alone : *of_case;
  const CaseAsker asker(call, rooms.agenda, referral.case_id, facts);
  const bool own = referral.owner == call.caller.owner();
  for (size_t index = 1; index <= kCategoryCount; ++index) {
    const auto category = static_cast<v1::Category>(index);
    if (!Holds(referral.content, category)) continue;
    policy::Question question = asker.About(v1::OPERATION_READ, category);
    question.is_entry = own;
    question.own = own;
    read.shown[index] = asker.Decide(question);
  }
  if (of_case == nullptr) return read;
  const int ceiling = call.charter->program->clocks().ceiling_age;
  if (StateOf(facts, call.today, ceiling) == v1::CASE_STATE_EXITED) {
    read.outcome = OutcomeOf(facts);
  }
  read.names_case =
      asker.DecideRead(v1::CATEGORY_ADMINISTRATIVE).allowed &&
      (call.caller.IsCoordinator() || NoticeGiven(facts, call.today));
  return read;
}

absl::StatusOr<std::optional<ReferralRead>> ReadReferral(
    const CaseRooms& rooms, const Call& call, const StoredReferral& referral) {
  if (referral.case_id.empty()) {
    return std::optional(DecideReferral(rooms, call, referral, nullptr));
  }
  ASSIGN_OR_RETURN(const LoadedCase loaded,
                   LoadCase(rooms, CaseName::Of(call.group, referral.case_id)));
  if (!loaded.exists) return std::optional<ReferralRead>();
  return std::optional(DecideReferral(rooms, call, referral, &loaded.facts));
}

void PutReferral(const Call& call, const ReferralRead& read, LeafDraft& leaf) {
  const StoredReferral& referral = read.referral;
  const bool shows =
      std::any_of(read.shown.begin(), read.shown.end(),
                  [](const policy::Decision& each) { return each.allowed; });
  leaf.resources.push_back(
      shows && !referral.case_id.empty()
          ? call.pseudonyms->Of(kCaseRowKind, referral.case_id)
          : call.pseudonyms->Of(kReferralRowKind, referral.id));
  for (size_t index = 1; index <= kCategoryCount; ++index) {
    if (!read.shown[index].allowed) continue;
    leaf.released |= uint32_t{1} << index;
    for (size_t i = 0; i < read.shown[index].rule_count; ++i) {
      const uint16_t rule = read.shown[index].rules[i];
      const bool is_new = std::find(leaf.rules.begin(), leaf.rules.end(),
                                    rule) == leaf.rules.end();
      if (is_new && leaf.rules.size() < policy::kMaxRules) {
        leaf.rules.push_back(rule);
      }
    }
  }
}

absl::StatusOr<std::vector<std::string>> MatchingCases(
    const CaseRooms& rooms, const Call& call, const ReferralRead& read) {
  if (!call.caller.IsCoordinator() ||
      !read.shown[v1::CATEGORY_IDENTITY].allowed) {
    return std::vector<std::string>();
  }
  ReadPool::Lease lease = rooms.reads.Take();
  return FindPersons(*lease, rooms.blind_index,
                     read.referral.content.identity(),
                     static_cast<size_t>(kMaxSearchResults));
}

void FillReferral(const Call& call, const ReferralRead& read,
                  const std::vector<std::string>& matches, v1::Referral* out) {
  const StoredReferral& referral = read.referral;
  FillContent(call, read, out);
  out->set_name(ReferralName::Of(call.group, referral.id).ToString());
  if (referral.owner != kSecretariat) out->set_organisation(referral.owner);
  out->set_state(referral.state);
  out->set_outcome(read.outcome);
  *out->mutable_submit_time() =
      google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
          referral.submit_time_ns);
  out->set_etag(referral.Etag());
  if (read.names_case) {
    out->set_accepted_case(
        CaseName::Of(call.group, referral.case_id).ToString());
  }
  if (!call.caller.IsCoordinator()) {
    out->clear_profile();
    return;
  }
  out->set_author(MemberName::Of(call.group, referral.author).ToString());
  for (const std::string& id : matches) {
    if (id == referral.case_id || IsRecused(call, id)) continue;
    out->add_matching_cases(CaseName::Of(call.group, id).ToString());
  }
}

}  // namespace sceau
