#include "client/cli/words/denied.h"

#include "absl/strings/str_cat.h"

namespace sceau {
namespace {

enum class Who { kCoordinator, kOfficer };

struct Denied {
  absl::string_view french = {};
  absl::string_view english = {};
  bool hides = false;  // Absent and denied are one answer.
  Who who = Who::kCoordinator;
};

constexpr Denied kRight = {
    "La charte ne vous donne pas cela aujourd'hui. « sceau whoami » dit votre "
    "rôle, « sceau charter show » ce que la charte vous donne.",
    "The charter does not give you this today. « sceau whoami » says your "
    "role, « sceau charter show » what the charter gives you."};
constexpr Denied kOfficersRight = {kRight.french, kRight.english,
                                   /*hides=*/false, Who::kOfficer};
constexpr Denied kSelf = {
    "Votre inscription dans ce groupe est suspendue, ou a pris fin : le "
    "service ne vous répond plus rien.",
    "Your registration in this group is suspended, or has ended: the service "
    "answers you nothing.",
    /*hides=*/false, Who::kOfficer};
constexpr Denied kCaseChange = {
    "Ce dossier ou cette fiche n'existe pas, ou la charte ne vous y laisse pas "
    "faire cela aujourd'hui.",
    "This file or entry does not exist, or the charter does not let you do "
    "this there today.",
    /*hides=*/true};
constexpr Denied kCaseOpening = {
    "La charte ne vous laisse pas ouvrir ce dossier, ou la saisine nommée "
    "n'existe pas.",
    "The charter does not let you open this file, or the referral named does "
    "not exist.",
    /*hides=*/true};
constexpr Denied kRecusal = {
    "Ce membre ou ce dossier n'existe pas, ou la charte ne vous laisse pas "
    "l'en écarter.",
    "This member or file does not exist, or the charter does not let you "
    "recuse the one from the other.",
    /*hides=*/true, Who::kOfficer};
constexpr Denied kReferral = {
    "Cette saisine n'existe pas, ou la charte ne vous la montre pas ou ne vous "
    "y laisse pas faire cela aujourd'hui.",
    "This referral does not exist, or the charter does not show it to you or "
    "does not let you do this today.",
    /*hides=*/true};
constexpr Denied kReferralAnswer = {
    "Cette saisine, ou le dossier nommé, n'existe pas, ou la charte ne vous y "
    "laisse pas répondre aujourd'hui.",
    "This referral, or the file named, does not exist, or the charter does not "
    "let you answer it today.",
    /*hides=*/true};
constexpr Denied kSession = {
    "Cette séance n'existe pas, ou la charte ne vous la montre pas ou ne vous "
    "y laisse pas faire cela aujourd'hui.",
    "This session does not exist, or the charter does not show it to you or "
    "does not let you do this today.",
    /*hides=*/true};
constexpr Denied kAgenda = {
    "La charte ne vous laisse pas préparer cette séance, ou un dossier nommé "
    "n'existe pas.",
    "The charter does not let you prepare this session, or a file named does "
    "not exist.",
    /*hides=*/true};
constexpr Denied kMember = {
    "Ce membre n'existe pas, ou la charte ne vous laisse pas faire cela. « "
    "sceau member list » montre les membres, « sceau whoami » votre rôle.",
    "This member does not exist, or the charter does not let you do this. "
    "« sceau member list » shows the members, « sceau whoami » your role.",
    /*hides=*/false, Who::kOfficer};
constexpr Denied kCharter = {
    "Cette version de la charte n'existe pas, ou elle ne vous laisse pas faire "
    "cela. « sceau charter list » montre les versions, « sceau whoami » votre "
    "rôle.",
    "This version of the charter does not exist, or you may not do this with "
    "it. « sceau charter list » shows the versions, « sceau whoami » your "
    "role.",
    /*hides=*/false, Who::kOfficer};
constexpr Denied kLeaf = {
    "Cette trace n'est pas une des vôtres, ou la charte ne vous laisse pas la "
    "faire expliquer.",
    "This leaf is none of yours, or the charter does not let you have it "
    "explained.",
    /*hides=*/false, Who::kOfficer};
constexpr Denied kReview = {
    "Ce qui est nommé n'est pas d'une revue du journal, ou la charte donne "
    "cela à d'autres : le garant la mène, le délégué à la protection des "
    "données relit ses actes (« sceau oversee --help »), un membre répond aux "
    "questions (« sceau answer --help »).",
    "What was named is of no review of the journal, or the charter gives this "
    "to others: the charter officer leads it, the data protection officer "
    "looks at the officer's acts (« sceau oversee --help »), a member answers "
    "questions (« sceau answer --help »).",
    /*hides=*/false, Who::kOfficer};

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
    return absl::StrCat(
        labels.In(denied.french, denied.english),
        denied.hides
            ? labels.In(" La réponse est la même dans les deux cas, pour "
                        "protéger les personnes.",
                        " The answer is the same in both cases, to protect "
                        "people.")
            : "",
        denied.who == Who::kCoordinator
            ? labels.In(" Une question ? Le coordonnateur : ",
                        " A question? The coordinator: ") +
                  contacts.coordinator
            : labels.In(" Une question ? Le garant de la charte : ",
                        " A question? The charter officer: ") +
                  contacts.officer,
        ".");
  }
  return "";
}

}  // namespace sceau
