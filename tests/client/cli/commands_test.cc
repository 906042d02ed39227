#include <memory>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "client/lib/files.h"
#include "crypto/certificate.h"
#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"
#include "tests/client/cli/commands_fixture.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::CommandsTest;
using ::sceau::testing::FakeJournal;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(CommandsTest, MistypedLinesSendNothingAndSayWhatIsWrong) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{
           {"whoamii"},
           {"case", "show"},
           {"referral", "submit", "--nom", "Durand"},
           {"case", "find", "--nom", "Durand"},
           {"notice", "record", "c1"},
           {"import", "x.csv"},
           {"entry", "add", "c1", "SCHOOLING", "status"},
           {"referral", "submit", "--nom", "D", "--prenom", "L", "--naissance",
            "31/02/2010", "--motif", "SCHOOL_ABSENCE"}}) {
    const uint64_t before = group_.journal->size();
    EXPECT_EQ(Run(words), 2) << err_;
    EXPECT_THAT(err_, Not(IsEmpty()));
    EXPECT_THAT(out_, IsEmpty());
    EXPECT_EQ(group_.journal->size(), before);
  }
}

TEST_F(CommandsTest, MistypedLineNamesTheHelpOfItsCommand) {
  EXPECT_EQ(Run({"case", "show"}), 2);
  EXPECT_THAT(err_, HasSubstr("« sceau case show --help »"));
  EXPECT_EQ(Run({"whoamii"}), 2);
  EXPECT_THAT(err_, HasSubstr("« sceau --help »"));
  EXPECT_EQ(Run({"case", "show", "--json"}), 2);
  const auto json = nlohmann::json::parse(err_);
  EXPECT_EQ(json["error"]["exitCode"], 2);
  EXPECT_EQ(Run({"referral", "reject", "s1", "--suite", "?"}), 2);
  EXPECT_THAT(err_, AllOf(HasSubstr("pas-de-suivi-par-le-groupe"),
                          HasSubstr("reorientee"), Not(HasSubstr("_"))));
}

TEST_F(CommandsTest, ASlipIsToldTheCommandOrOptionThatWasMeant) {
  EXPECT_EQ(Run({"whoamii"}), 2);
  EXPECT_THAT(err_, HasSubstr("Vouliez-vous dire « sceau whoami » ?"));
  EXPECT_EQ(Run({"case", "shwo", "c1"}), 2);
  EXPECT_THAT(err_, HasSubstr("Vouliez-vous dire « sceau case show » ?"));
  EXPECT_EQ(Run({"referral", "submit", "--nmo", "Durand"}), 2);
  EXPECT_THAT(err_, HasSubstr("Vouliez-vous dire « --nom » ?"));
}

TEST_F(CommandsTest, ProfileProblemsAreExitCodeTwo) {
  EXPECT_EQ(RunBare({"whoami"}), 2);
  EXPECT_THAT(err_, HasSubstr("sceau profile init"));
  ASSERT_EQ(chmod((folder_.Path("key.pem")).c_str(), 0644), 0);
  EXPECT_EQ(Run({"whoami"}), 2);
  EXPECT_THAT(err_, HasSubstr("chmod 600"));
}

TEST_F(CommandsTest, DeniedSaysTheSameForEveryCaseAndWhomToCall) {
  group_.answer = PolicyDenied();
  Write("charter.json",
        "{\"name\":\"x\",\"contacts\":{\"coordinator\":"
        "\"Mme Aubry, 0233\"}}");
  EXPECT_EQ(Run({"case", "show", "k7q2m4"}), 3);
  const std::string first = err_;
  EXPECT_THAT(first, HasSubstr("Mme Aubry, 0233"));
  EXPECT_EQ(Run({"case", "show", "another"}), 3);
  EXPECT_EQ(err_, first);
  EXPECT_THAT(out_, IsEmpty());
}

TEST_F(CommandsTest, DeniedSpeaksOfACaseOnlyWhereACaseWasNamed) {
  group_.answer = PolicyDenied();
  EXPECT_EQ(Run({"case", "list"}), 3);
  EXPECT_THAT(err_,
              AllOf(HasSubstr("« sceau whoami »"), Not(HasSubstr("dossier"))));
  EXPECT_EQ(Run({"whoami"}), 3);
  EXPECT_THAT(err_, HasSubstr("suspendue"));
  // Writing: absent, hidden and not the caller's to write read the same.
  EXPECT_EQ(Run({"entry", "add", "c1", "SCHOOLING", "status=IN_SCHOOL"}), 3)
      << err_;
  const std::string first = err_;
  EXPECT_THAT(first, HasSubstr("ne vous y laisse pas faire"));
  EXPECT_EQ(Run({"entry", "add", "c2", "SCHOOLING", "status=IN_SCHOOL"}), 3);
  EXPECT_EQ(err_, first);
}

TEST_F(CommandsTest, MissingSignatureIsExitCodeFour) {
  group_.answer = Error(v1::ERROR_REASON_SIGNATURE_REQUIRED, "sign");
  EXPECT_EQ(Run({"case", "list"}), 4);
  EXPECT_THAT(err_, HasSubstr("sceau charter sign"));
}

TEST_F(CommandsTest, ErrorsAreJsonWhereJsonIsAsked) {
  group_.answer = FieldError("referral.date", "in the future");
  ASSERT_EQ(Run({"whoami", "--json"}), 5) << err_;
  const auto json = nlohmann::json::parse(err_);
  EXPECT_EQ(json["error"]["metadata"]["field"], "referral.date");
  EXPECT_EQ(json["error"]["exitCode"], 5);
}

TEST_F(CommandsTest, WhatIsNoMessageOfTheWireIsJsonToo) {
  const std::string template_text = [&] {
    EXPECT_EQ(Run({"entry", "template", "SCHOOLING"}), 0);
    return out_;
  }();
  EXPECT_EQ(Run({"entry", "template", "SCHOOLING", "--json"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_)["template"], template_text);
  EXPECT_EQ(Run({"profile", "check", "--json"}), 0) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["group"], "alencon");
  EXPECT_EQ(Run({"notice", "letter", "k7q2m4", "--json"}), 0) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["letters"].size(), 2)
      << "a minor's, and the parents'";
}

// Who has no case files is not told that one does not exist.
TEST_F(CommandsTest, TodoSendsTheRolesWithoutCasesToTheirWork) {
  for (const auto& [role, command] :
       {std::pair{v1::ROLE_CHARTER_OFFICER, "sceau officer status"},
        std::pair{v1::ROLE_DATA_PROTECTION_OFFICER, "sceau oversee acts"},
        std::pair{v1::ROLE_TECHNICAL_ADMINISTRATOR, "sceau member list"}}) {
    group_.me.mutable_member()->set_role(role);
    EXPECT_EQ(Run({"todo"}), 0) << err_;
    EXPECT_THAT(out_, HasSubstr(command));
    EXPECT_EQ(Run({"todo", "--json"}), 0) << err_;
    EXPECT_TRUE(nlohmann::json::parse(out_).is_object());
  }
}

// The key of a profile may stand nowhere else.
TEST_F(CommandsTest, AProfileIsWrittenOverNoOtherAndWholeOrNotAtAll) {
  const auto init = [this](const std::string& folder, const std::string& key) {
    return RunBare({"--profile", folder, "profile", "init", "--server",
                    "localhost:1", "--group", "alencon", "--authority",
                    folder_.Path("ca.pem"), "--certificate",
                    folder_.Path("cert.pem"), "--key", folder_.Path(key),
                    "--journal-key", group_.journal->key().Format()});
  };
  Write("other.pem", "another's key");
  EXPECT_EQ(init(folder_.path(), "other.pem"), 2);
  EXPECT_THAT(err_, AllOf(HasSubstr("déjà"), HasSubstr("autre dossier")));
  EXPECT_THAT(ReadFile(folder_.Path("key.pem"), 10'000),
              IsOkAndHolds(member_.key));
  EXPECT_EQ(Run({"profile", "check"}), 0) << err_;

  const std::string fresh = folder_.Path("fresh");
  EXPECT_EQ(init(fresh, "nowhere.pem"), 2);
  EXPECT_THAT(err_, HasSubstr("nowhere.pem"));
  EXPECT_EQ(init(fresh, "key.pem"), 0) << err_ << "nothing was left there";
  EXPECT_EQ(RunBare({"--profile", fresh, "profile", "check"}), 0) << err_;
}

TEST_F(CommandsTest, HelpFitsTheTerminalInBothLanguages) {
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    for (const std::string line : {"",
                                   "whoami",
                                   "todo",
                                   "referral",
                                   "referral submit",
                                   "referral correct",
                                   "case",
                                   "case create",
                                   "case show",
                                   "case find",
                                   "case condition",
                                   "notice",
                                   "notice record",
                                   "notice letter",
                                   "entry",
                                   "entry add",
                                   "entry supersede",
                                   "entry template",
                                   "action",
                                   "action report",
                                   "lead-worker",
                                   "lead-worker report",
                                   "decision",
                                   "decision propose",
                                   "session",
                                   "session create",
                                   "session change",
                                   "charter",
                                   "charter sign",
                                   "charter check",
                                   "member",
                                   "member register",
                                   "import",
                                   "journal",
                                   "journal reset",
                                   "profile",
                                   "profile init"}) {
      std::vector<std::string> words =
          absl::StrSplit(line, ' ', absl::SkipEmpty());
      words.push_back("--help");
      EXPECT_EQ(RunBare(words, language), 0) << line << err_;
      EXPECT_THAT(out_, HasSubstr("sceau"));
      for (const std::string& each :
           std::vector<std::string>(absl::StrSplit(out_, '\n'))) {
        EXPECT_LE(DisplayWidth(each), kLineWidth) << line << ": " << each;
      }
    }
  }
}

TEST_F(CommandsTest, WhoAmIIsInTheReadersLanguage) {
  EXPECT_EQ(Run({"whoami"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("Martin Claire"), HasSubstr("membre")));
  EXPECT_EQ(Run({"whoami"}, Language::kEnglish), 0);
  EXPECT_THAT(out_, HasSubstr("Role"));
  EXPECT_EQ(Run({"whoami", "--json"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_)["member"]["displayName"],
            "Martin Claire");
}

TEST_F(CommandsTest, ReferralIsSentAsTyped) {
  EXPECT_EQ(Run({"referral", "submit", "--nom", "Durand", "--prenom", "Léa",
                 "--naissance", "04/03/2010", "--motif",
                 "SCHOOL_ABSENCE,FAMILY_REQUEST", "--telephone",
                 "06 12 34 56 78", "--lettre-remise", "20/11/2026"}),
            0)
      << err_;
  const v1::Referral& sent = group_.submitted.referral();
  EXPECT_EQ(sent.identity().family_name(), "Durand");
  EXPECT_EQ(sent.identity().birth_date().month(), 3);
  EXPECT_EQ(sent.reasons_size(), 2);
  EXPECT_EQ(sent.contact_details().phone(), "+33612345678");
  EXPECT_EQ(sent.notice_handed_over().channel(), v1::NOTICE_CHANNEL_IN_PERSON);
  EXPECT_EQ(sent.date().year(), 2026) << "today when nothing is said";
  EXPECT_EQ(group_.submitted.request_id().size(), 36u);
  EXPECT_THAT(out_, HasSubstr("Votre saisine est bien arrivée"));
}

TEST_F(CommandsTest, CaseIsShownWithThePurposeThatWasSent) {
  group_.charter = testing::ReferenceVersion();
  EXPECT_EQ(Run({"case", "show", "k7q2m4", "--pour", "prepare-session"}), 0)
      << err_;
  EXPECT_EQ(group_.get_case.name(), "groups/alencon/cases/k7q2m4");
  EXPECT_EQ(group_.get_case.purpose(), v1::READING_PURPOSE_PREPARE_SESSION);
  EXPECT_THAT(out_, AllOf(HasSubstr("Préparer une séance"),
                          HasSubstr("CE QUE LA CHARTE NE VOUS MONTRE PAS"),
                          HasSubstr("la coordination")));
}

TEST_F(CommandsTest, WithheldSectionSaysWhyInTheChartersWords) {
  group_.charter = testing::ReferenceVersion();
  ASSERT_EQ(Run({"charter", "show"}), 0) << err_;
  EXPECT_EQ(Run({"case", "show", "k7q2m4"}), 0) << err_;
  // The one section of the sample that comes with an article alone.
  EXPECT_THAT(out_, Not(HasSubstr("procureur : CSI L. 132-2.")));
  EXPECT_THAT(out_, HasSubstr("(CSI L. 132-2)."));
}

TEST_F(CommandsTest, EntryIsDepositedFromTheCommandLine) {
  EXPECT_EQ(Run({"entry", "add", "k7q2m4", "SCHOOLING", "status=IN_SCHOOL",
                 "since=09/2026", "--base", "STANDING_ANNEX", "--autorite",
                 "DSDEN", "--reference", "A-12", "--date-base", "01/09/2026",
                 "--pour", "mission-locale"}),
            0)
      << err_;
  const v1::Entry& sent = group_.created.entry();
  EXPECT_EQ(group_.created.parent(), "groups/alencon/cases/k7q2m4");
  EXPECT_EQ(sent.body().schooling().status(), v1::SCHOOLING_STATUS_IN_SCHOOL);
  EXPECT_EQ(sent.conditions(0).written_basis().reference(), "A-12");
  EXPECT_EQ(sent.narrowed_to(0), "mission-locale");
}

TEST_F(CommandsTest, AcceptingFindsTheOneActionThatAwaitsIt) {
  group_.file.mutable_entries(4)->set_etag("\"5\"");
  EXPECT_EQ(Run({"action", "accept", "k7q2m4"}), 0) << err_;
  EXPECT_EQ(group_.superseded.name(), "groups/alencon/cases/k7q2m4/entries/e5");
  EXPECT_EQ(group_.superseded.etag(), "\"5\"");
  EXPECT_TRUE(group_.superseded.accept());
  EXPECT_FALSE(group_.superseded.has_body());
}

TEST_F(CommandsTest, ReportSendsNothingThatOnlyTheServiceSets) {
  v1::Action& action =
      *group_.file.mutable_entries(4)->mutable_body()->mutable_action();
  action.mutable_accepted_date()->set_year(2026);
  EXPECT_EQ(Run({"action", "report", "k7q2m4", "--resultat", "Réalisée"}), 0)
      << err_;
  const v1::Action& sent = group_.superseded.body().action();
  EXPECT_EQ(sent.result(), v1::ACTION_RESULT_DONE);
  EXPECT_EQ(sent.pilot(), "mission-locale");
  EXPECT_FALSE(sent.has_accepted_date());
}

TEST_F(CommandsTest, CharterIsSignedOverWhatItsHashSays) {
  EXPECT_EQ(Run({"charter", "sign"}), 2) << "no terminal, no --yes";
  EXPECT_EQ(Run({"charter", "sign"}, Language::kFrench, "non\n"), 5);
  EXPECT_THAT(group_.signature.signature(), IsEmpty());
  EXPECT_EQ(Run({"charter", "sign"}, Language::kFrench, "oui\n"), 0) << err_;
  const auto facts = crypto::ParseCertificate(member_.certificate);
  crypto::Hash hash = crypto::Sha256(crypto::AsBytes(group_.charter.source()));
  EXPECT_THAT(crypto::VerifyWithSpki(
                  facts->spki_der,
                  crypto::CharterSignatureMessage("groups/alencon", 7, hash),
                  crypto::AsBytes(group_.signature.signature())),
              IsOk());
}

TEST_F(CommandsTest, CharterThatIsNotItsHashIsNotSigned) {
  group_.charter.set_source("une autre charte");
  EXPECT_EQ(Run({"charter", "sign", "--yes"}), 5);
  EXPECT_THAT(group_.signature.signature(), IsEmpty());
}

TEST_F(CommandsTest, CharterCheckNamesEveryFaultWithItsPlace) {
  Write("bad.textproto", "title: \"x\"\npartners { id: \"NO\" }\n");
  EXPECT_EQ(Run({"charter", "check", folder_.Path("bad.textproto")}), 5);
  EXPECT_THAT(out_, HasSubstr("bad.textproto:2:"));
  EXPECT_EQ(Run({"charter", "check",
                 absl::StrCat(SCEAU_SOURCE_DIR,
                              "/policy/charters/alencon-jeunesse.textproto")}),
            0)
      << out_;
}

TEST_F(CommandsTest, RolledBackJournalStopsEverythingUntilReset) {
  EXPECT_EQ(Run({"whoami"}), 0);
  EXPECT_EQ(Run({"journal", "verify"}), 0) << err_;
  group_.journal = std::make_unique<FakeJournal>();
  group_.journal->AppendMany(2);
  EXPECT_EQ(Run({"whoami"}), 7);
  EXPECT_THAT(out_, IsEmpty());
  EXPECT_THAT(err_, HasSubstr("Ne supprimez rien"));
  EXPECT_EQ(Run({"journal", "checkpoint"}), 0);
  EXPECT_THAT(out_, HasSubstr("ROLLBACK"));
  EXPECT_EQ(Run({"journal", "reset", "--yes"}), 0) << err_;
  EXPECT_EQ(Run({"whoami"}), 0);
}

TEST_F(CommandsTest, TodoSaysWhatTheOfficerAsksAndUntilWhen) {
  group_.questions.add_questions()->mutable_due_date()->set_year(2026);
  group_.questions.mutable_questions(0)->mutable_due_date()->set_month(12);
  group_.questions.mutable_questions(0)->mutable_due_date()->set_day(4);
  group_.questions.add_questions()->mutable_answer_time()->set_seconds(1);
  ASSERT_EQ(Run({"todo"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("garant de la charte : 1, à répondre avant le 4 "
                              "décembre 2026"));
  group_.questions.mutable_questions(0)->mutable_answer_time()->set_seconds(1);
  ASSERT_EQ(Run({"todo"}), 0) << err_;
  EXPECT_THAT(out_, Not(HasSubstr("garant")));
}

TEST_F(CommandsTest, MoreThanOnePageIsOfferedNotDumped) {
  group_.cases.add_cases()->set_name("groups/alencon/cases/c1");
  group_.cases.set_next_page_token("token");
  EXPECT_EQ(Run({"case", "list"}), 0);
  EXPECT_THAT(err_, HasSubstr("--suite token"));
  const uint64_t before = group_.journal->size();
  EXPECT_EQ(Run({"case", "list"}, Language::kFrench, "oui\nnon\n"), 0);
  EXPECT_EQ(group_.journal->size(), before + 2) << "one leaf a page";
}

TEST_F(CommandsTest, ClosedWindowIsSaidOfTheSessionNeverOfACase) {
  group_.session.set_name("groups/alencon/reviewSessions/s1");
  google::type::Date& day = *group_.session.mutable_date();
  day.set_year(2026);
  day.set_month(9);
  day.set_day(1);
  *group_.session.mutable_window_end_date() = day;
  EXPECT_EQ(Run({"session", "show", "s1"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("n'est plus ouverte à la lecture"));
}

TEST_F(CommandsTest, AChangedSessionKeepsWhatIsNotSaidAgain) {
  v1::ReviewSession& session = group_.session;
  session.set_name("groups/alencon/reviewSessions/s1");
  session.set_etag("e1");
  session.mutable_date()->set_year(2026);
  session.mutable_date()->set_month(12);
  session.mutable_date()->set_day(15);
  for (const char* const id : {"c1", "c2"}) {
    v1::AgendaItem& item = *session.add_items();
    item.set_case_(absl::StrCat("groups/alencon/cases/", id));
    item.add_convened()->set_member("groups/alencon/members/ines-barbier");
  }
  EXPECT_EQ(Run({"session", "change", "s1"}), 2);
  EXPECT_EQ(Run({"session", "change", "s1", "--sans", "c9"}), 2);
  EXPECT_EQ(Run({"session", "change", "s1", "--point", "c1=claire-martin",
                 "--point", "c3=claire-martin", "--sans", "c2"}),
            0)
      << err_;
  const v1::ReviewSession& sent = group_.changed_session.review_session();
  EXPECT_EQ(sent.etag(), "e1");
  EXPECT_EQ(sent.date().day(), 15);
  ASSERT_EQ(sent.items_size(), 2);
  EXPECT_EQ(sent.items(0).case_(), "groups/alencon/cases/c1");
  ASSERT_EQ(sent.items(0).convened_size(), 1);
  EXPECT_EQ(sent.items(0).convened(0).member(),
            "groups/alencon/members/claire-martin");
  EXPECT_EQ(sent.items(1).case_(), "groups/alencon/cases/c3");
}

}  // namespace
}  // namespace sceau
