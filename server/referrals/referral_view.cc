#include "server/referrals/referral_view.h"

#include "google/protobuf/util/time_util.h"

#include "proto/contract/errors.h"
#include "server/cases/person_finder.h"
#include "server/content/bounds.h"

namespace sceau {

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

absl::StatusOr<std::vector<std::string>> MatchingCases(
    const CaseRooms& rooms, const v1::Identity& identity) {
  ReadPool::Lease lease = rooms.reads.Take();
  return FindPersons(*lease, rooms.blind_index, identity,
                     static_cast<size_t>(kMaxSearchResults));
}

void FillReferral(const Call& call, const StoredReferral& referral,
                  const std::vector<std::string>& matches, bool sender_told,
                  v1::Referral* out) {
  if (referral.state != v1::REFERRAL_STATE_REJECTED ||
      call.caller.IsCoordinator()) {
    *out = referral.content;
  }
  out->set_name(ReferralName::Of(call.group, referral.id).ToString());
  if (referral.owner != kSecretariat) out->set_organisation(referral.owner);
  out->set_state(referral.state);
  out->set_outcome(referral.outcome);
  *out->mutable_submit_time() =
      google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
          referral.submit_time_ns);
  out->set_etag(referral.Etag());
  const bool coordinator = call.caller.IsCoordinator();
  if (!referral.case_id.empty() && (coordinator || sender_told)) {
    out->set_accepted_case(
        CaseName::Of(call.group, referral.case_id).ToString());
  }
  if (!coordinator) {
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
