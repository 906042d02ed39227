#include "client/cli/words/denied.h"

#include "absl/strings/str_cat.h"

namespace sceau {
namespace {

enum class Who { kCoordinator, kOfficer };

struct Denied {
  absl::string_view what = {};  // The id of its sentence.
  bool hides = false;           // Absent and denied are one answer.
  Who who = Who::kCoordinator;
};

constexpr Denied kRight = {"denied.right"};
constexpr Denied kOfficersRight = {"denied.right", /*hides=*/false,
                                   Who::kOfficer};
constexpr Denied kSelf = {"denied.self", /*hides=*/false, Who::kOfficer};
constexpr Denied kCaseChange = {"denied.case-change", /*hides=*/true};
constexpr Denied kCaseOpening = {"denied.case-opening", /*hides=*/true};
constexpr Denied kRecusal = {"denied.recusal", /*hides=*/true, Who::kOfficer};
constexpr Denied kReferral = {"denied.referral", /*hides=*/true};
constexpr Denied kReferralAnswer = {"denied.referral-answer", /*hides=*/true};
constexpr Denied kSession = {"denied.session", /*hides=*/true};
constexpr Denied kAgenda = {"denied.agenda", /*hides=*/true};
constexpr Denied kMember = {"denied.member", /*hides=*/false, Who::kOfficer};
constexpr Denied kCharter = {"denied.charter", /*hides=*/false, Who::kOfficer};
constexpr Denied kLeaf = {"denied.leaf", /*hides=*/false, Who::kOfficer};
constexpr Denied kReview = {"denied.review", /*hides=*/false, Who::kOfficer};

struct Method {
  absl::string_view name = {};
  const Denied* denied = nullptr;
};

constexpr Method kMethods[] = {
    {"CreateCase", &kCaseOpening},
    {"ListCases", &kRight},
    {"SearchCases", &kRight},
    {"CreateEntry", &kCaseChange},
    {"BatchCreateEntries", &kCaseChange},
    {"SupersedeEntry", &kCaseChange},
    {"NarrowEntry", &kCaseChange},
    {"WithdrawEntry", &kCaseChange},
    {"RecordCondition", &kCaseChange},
    {"SubmitReferral", &kRight},
    {"GetReferral", &kReferral},
    {"ListReferrals", &kRight},
    {"UpdateReferral", &kReferral},
    {"WithdrawReferral", &kReferral},
    {"AcceptReferral", &kReferralAnswer},
    {"RejectReferral", &kReferralAnswer},
    {"CreateReviewSession", &kAgenda},
    {"GetReviewSession", &kSession},
    {"ListReviewSessions", &kRight},
    {"UpdateReviewSession", &kAgenda},
    {"PublishAgenda", &kSession},
    {"CloseReviewSession", &kSession},
    {"RegisterMember", &kOfficersRight},
    {"ConfirmMember", &kMember},
    {"SuspendMember", &kMember},
    {"RemoveMember", &kMember},
    {"ListMembers", &kOfficersRight},
    {"RecuseMember", &kRecusal},
    {"WhoAmI", &kSelf},
    {"GetCharter", &kCharter},
    {"SignCharter", &kCharter},
    {"ListCharterVersions", &kOfficersRight},
    {"ProposeCharter", &kOfficersRight},
    {"GiveOpinion", &kCharter},
    {"AdoptCharter", &kCharter},
    {"VetoCharter", &kCharter},
    {"AgreeToWidening", &kCharter},
    {"ReplayCharter", &kCharter},
    {"GetCheckpoint", &kOfficersRight},
    {"GetInclusionProof", &kOfficersRight},
    {"GetConsistencyProof", &kOfficersRight},
    {"AddCosignature", &kOfficersRight},
    {"ExportLeaves", &kOfficersRight},
    {"CreateJournalReview", &kOfficersRight},
    {"ListJournalReviews", &kOfficersRight},
    {"GetJournalReview", &kReview},
    {"SearchAccesses", &kReview},
    {"ListSignals", &kReview},
    {"GetSample", &kReview},
    {"AskQuestion", &kReview},
    {"ListQuestions", &kOfficersRight},
    {"AnswerQuestion", &kReview},
    {"RecordFinding", &kReview},
    {"RecordMeasure", &kReview},
    {"RequestName", &kReview},
    {"AgreeToName", &kReview},
    {"RevealName", &kReview},
    {"ListOfficerActs", &kReview},
    {"AttestOfficerActs", &kReview},
    {"GetFigures", &kReview},
    {"GetReport", &kReview},
    {"CloseJournalReview", &kReview},
    {"ExplainLeaf", &kLeaf},
};

}  // namespace

std::string DeniedText(absl::string_view method, const Labels& labels,
                       const DeniedContacts& contacts) {
  for (const Method& known : kMethods) {
    if (known.name != method) continue;
    const Denied& denied = *known.denied;
    const bool officer = denied.who == Who::kOfficer;
    return absl::StrCat(
        labels.Text(denied.what), " ",
        denied.hides ? labels.Text("denied.hides") + " " : "",
        officer
            ? labels.Text("denied.ask-officer", {{"contact", contacts.officer}})
            : labels.Text("denied.ask-coordinator",
                          {{"contact", contacts.coordinator}}));
  }
  return "";
}

}  // namespace sceau
