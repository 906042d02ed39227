#include "client/cli/words/explain_error.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "google/api/field_behavior.pb.h"

#include "client/cli/words/denied.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/field_fault.h"
#include "client/lib/asked.h"
#include "client/lib/profile.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/contract/quotas.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/explain_service.pb.h"
#include "sceau/v1/journal_review_service.pb.h"
#include "sceau/v1/journal_service.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "sceau/v1/referral_service.pb.h"
#include "sceau/v1/session_service.pb.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ExplainErrorTest : public ::testing::Test {
 protected:
  ExplainErrorTest() {
    charter_.mutable_contacts()->set_coordinator("Mme Aubry, 02 33 00 00 01");
    charter_.mutable_contacts()->set_prefecture("02 33 80 61 61");
  }
  std::string French(const absl::Status& status) {
    return ExplainError(status, {Vocabulary::Builtin(), Language::kFrench, {}},
                        charter_);
  }
  std::string English(const absl::Status& status) {
    return ExplainError(status, {Vocabulary::Builtin(), Language::kEnglish, {}},
                        charter_);
  }

  v1::CharterVersion charter_;
};

TEST_F(ExplainErrorTest, EveryReasonHasASentenceInBothLanguages) {
  const auto* reasons = v1::ErrorReason_descriptor();
  for (int i = 1; i < reasons->value_count(); ++i) {
    const auto reason =
        static_cast<v1::ErrorReason>(reasons->value(i)->number());
    const absl::Status status = Error(reason, "text");
    EXPECT_GT(French(status).size(), 20u) << reasons->value(i)->name();
    EXPECT_NE(French(status), English(status)) << reasons->value(i)->name();
    EXPECT_THAT(French(status), Not(HasSubstr("{")));
    EXPECT_NE(ExitCodeOf(status), ExitCode::kOk);
  }
}

TEST_F(ExplainErrorTest, DeniedSaysWhomToCallFromTheCharter) {
  EXPECT_THAT(French(PolicyDenied()),
              AllOf(HasSubstr("n'existe pas, ou la charte"),
                    HasSubstr("Mme Aubry, 02 33 00 00 01")));
}

TEST_F(ExplainErrorTest, WithoutACharterTheRoleIsNamed) {
  charter_.Clear();
  EXPECT_THAT(French(PolicyDenied()), HasSubstr("celui de votre groupe"));
}

TEST_F(ExplainErrorTest, ForbiddenTermNamesFieldAndKindNeverTheWords) {
  EXPECT_THAT(
      French(Error(v1::ERROR_REASON_FORBIDDEN_TERM, "x",
                   {{"field", "body.action.comment"}, {"kind", "health"}})),
      AllOf(HasSubstr("« Commentaire »"), HasSubstr("la santé")));
}

TEST_F(ExplainErrorTest, FieldsAndFaultsAreInTheReadersWords) {
  const absl::Status fault =
      FieldError("referral.identity.birth_date", "is too late");
  const std::string french = French(fault);
  EXPECT_THAT(french, AllOf(HasSubstr("Date de naissance"),
                            HasSubstr("la date est trop tardive"),
                            Not(HasSubstr("birth_date"))));
  EXPECT_THAT(
      ExplainError(fault, Labels(Vocabulary::Builtin(), Language::kEnglish, {}),
                   charter_),
      HasSubstr("is too late"));
  // What is not known here is shown rather than hidden.
  EXPECT_THAT(French(FieldError("entry.nothing[2]", "is new")),
              AllOf(HasSubstr("entry.nothing[2]"), HasSubstr("is new")));
}

TEST_F(ExplainErrorTest, EveryFieldThatIsSentHasAFrenchName) {
  const Labels french(Vocabulary::Builtin(), Language::kFrench, {});
  const std::set<std::string> of_the_wire = {"name", "etag", "body"};
  for (const auto* const type :
       {v1::Referral::descriptor(), v1::NoticeHandedOver::descriptor(),
        v1::Entry::descriptor(), v1::Condition::descriptor(),
        v1::Agreement::descriptor(), v1::WrittenBasis::descriptor()}) {
    for (int i = 0; i < type->field_count(); ++i) {
      const auto& field = *type->field(i);
      const auto& options = field.options();
      bool answered = false;
      for (int j = 0; j < options.ExtensionSize(google::api::field_behavior);
           ++j) {
        answered |= options.GetExtension(google::api::field_behavior, j) ==
                    google::api::OUTPUT_ONLY;
      }
      if (answered || of_the_wire.contains(field.name())) continue;
      EXPECT_NE(french.Field(field), field.name()) << type->name();
    }
  }
}

// A fault that the service can name and this table does not would be read in
// English. What is left out is what no command of `sceau` can send.
TEST_F(ExplainErrorTest, EveryFaultOfTheServiceHasFrenchWords) {
  const std::set<std::string> not_sent = {
      "1 to 1,024",
      "1 to 20",
      "1 to 32 entries a call",
      "READ or CONTRIBUTE",
      "a checkpoint that the files lack",
      "a condition declared in a deposit covers the deposit",
      "a cosignature key named after the caller",
      "a request id is a UUID of 36 characters",
      "ahead of a confirmation that is kept",
      "an entry has a body",
      "an entry has one body",
      "at most 10 codes",
      "at most 13 codes",
      "at most 2 conditions",
      "at most 5 effects",
      "at most 50 contacts",
      "at most 8 needs",
      "cosigned by the witness",
      "give a body, accept or validate",
      "not a role",
      "one of the closed list",
      "one of the reasons there are",
      "one of the twenty",
      "police-nationale or commune-alencon",
      "reference and date are those of the communication",
      "the caller",
      "the caller's, of this report",
      "the files lack nothing that is known",
      "the key's, by the caller's certificate",
      "the name of a review session"};
  const Labels french(Vocabulary::Builtin(), Language::kFrench, {});
  const std::regex fault(
      "FieldError\\([^;\"]*(?:\"[a-z_.]*\",)\\s*"
      "\"([^\"]+)\"\\)");
  size_t looked = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(
           std::string(SCEAU_SOURCE_DIR) + "/server")) {
    if (file.path().extension() != ".cc") continue;
    std::ifstream in(file.path());
    const std::string source((std::istreambuf_iterator<char>(in)),
                             std::istreambuf_iterator<char>());
    // A long sentence stands on two lines.
    const std::string text =
        std::regex_replace(source, std::regex("\"\\s*\""), "");
    for (std::sregex_iterator at(text.begin(), text.end(), fault), end;
         at != end; ++at) {
      const std::string message = (*at)[1];
      ++looked;
      if (not_sent.contains(message)) continue;
      EXPECT_NE(FaultText(message, french), message) << file.path();
    }
  }
  EXPECT_GT(looked, 60U);
}

// Every reason that some state forbids has a sentence of its own, in both
// languages: which state it is and what to do.
TEST_F(ExplainErrorTest, EveryStateThatForbidsSaysWhichAndWhatToDo) {
  const std::regex maker(
      "absl::Status (\\w+)\\(absl::string_view message\\) \\{\\s*"
      "return Error\\(v1::ERROR_REASON_STATE_FORBIDS, message\\)");
  const std::regex literal("\"([^\"]+)\"");
  const std::set<std::string> not_sent = {"it has taken effect already"};
  std::vector<std::string> sources;
  std::string makers = "Error\\(v1::ERROR_REASON_STATE_FORBIDS,";
  for (const auto& file : std::filesystem::recursive_directory_iterator(
           std::string(SCEAU_SOURCE_DIR) + "/server")) {
    if (!file.is_regular_file()) continue;
    // What closes a group's files is told to the operator, by sceaud.
    if (absl::StrContains(file.path().string(), "/server/store/")) continue;
    std::ifstream in(file.path());
    const std::string text((std::istreambuf_iterator<char>(in)),
                           std::istreambuf_iterator<char>());
    for (std::sregex_iterator at(text.begin(), text.end(), maker), end;
         at != end; ++at) {
      makers += "|\\b" + (*at)[1].str() + "\\(";
    }
    sources.push_back(std::regex_replace(text, std::regex("\"\\s*\""), ""));
  }
  const std::regex made("(?:" + makers + ")((?:[^;\"]|\"[^\"]*\")*);");
  std::set<std::string> looked;
  for (const std::string& text : sources) {
    for (std::sregex_iterator at(text.begin(), text.end(), made), end;
         at != end; ++at) {
      const std::string arguments = (*at)[1];
      for (std::sregex_iterator word(arguments.begin(), arguments.end(),
                                     literal);
           word != end; ++word) {
        const std::string message = (*word)[1];
        if (!not_sent.contains(message)) looked.insert(message);
      }
    }
  }
  EXPECT_GT(looked.size(), 40U);
  for (const std::string& message : looked) {
    const absl::Status status = Error(v1::ERROR_REASON_STATE_FORBIDS, message);
    EXPECT_THAT(French(status), Not(HasSubstr("Le service dit"))) << message;
    EXPECT_THAT(English(status), Not(HasSubstr("The service says"))) << message;
  }
  // One that a later service knows.
  EXPECT_THAT(French(Error(v1::ERROR_REASON_STATE_FORBIDS, "too new")),
              HasSubstr("Le service dit : too new"));
}

// Of every call of the contract; of those that only read a case the sentence is
// the vocabulary's, which a group may have written itself.
TEST_F(ExplainErrorTest, ARefusalFitsTheCallThatWasRefused) {
  const std::set<std::string> read_a_case = {
      "GetCase", "ListEntries", "Explain", "ListOwnAccesses", "ListReaders"};
  const DeniedContacts contacts = {.coordinator = "Mme Aubry",
                                   .officer = "M. Petit"};
  const Labels french(Vocabulary::Builtin(), Language::kFrench, {});
  const Labels english(Vocabulary::Builtin(), Language::kEnglish, {});
  size_t looked = 0;
  for (const auto* file : {v1::GetCaseRequest::descriptor()->file(),
                           v1::GetReferralRequest::descriptor()->file(),
                           v1::GetReviewSessionRequest::descriptor()->file(),
                           v1::WhoAmIRequest::descriptor()->file(),
                           v1::GetCharterRequest::descriptor()->file(),
                           v1::ExplainRequest::descriptor()->file(),
                           v1::GetCheckpointRequest::descriptor()->file(),
                           v1::GetReportRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service(0)->method_count(); ++i) {
      const std::string& method = file->service(0)->method(i)->name();
      const std::string said = DeniedText(method, french, contacts);
      EXPECT_EQ(said.empty(), read_a_case.contains(method)) << method;
      EXPECT_EQ(DeniedText(method, english, contacts).empty(), said.empty());
      ++looked;
    }
  }
  EXPECT_GT(looked, 60U);
  const absl::Status refused = PolicyDenied();
  EXPECT_THAT(French(Asking(refused, v1::ListCasesRequest())),
              AllOf(HasSubstr("« sceau whoami »"), HasSubstr("Mme Aubry"),
                    Not(HasSubstr("Ce dossier"))));
  EXPECT_THAT(French(Asking(refused, v1::WhoAmIRequest())),
              HasSubstr("suspendue"));
  EXPECT_EQ(French(Asking(refused, v1::GetCaseRequest())), French(refused));
}

// "Wait a minute" is the remedy of none of them.
TEST_F(ExplainErrorTest, EachQuotaSaysWhatHelps) {
  const std::map<Quota, std::string> remedies = {
      {Quota::kRecords, "Prévenez l'assistance"},
      {Quota::kCharterVersions, "Prévenez l'assistance"},
      {Quota::kDrafts, "Un autre membre qui en a le droit"},
      {Quota::kRecusals, "Le garant de la charte peut"},
      {Quota::kQuestions, "sceau officer find"},
      {Quota::kFindings, "sceau officer close"},
  };
  std::set<std::string> sentences;
  for (const Quota quota : kQuotas) {
    const absl::Status status = QuotaExceeded(quota, "text");
    const std::string french = French(status);
    EXPECT_THAT(french, HasSubstr(remedies.at(quota)));
    EXPECT_THAT(french, Not(HasSubstr("minute")));
    EXPECT_NE(french, English(status));
    sentences.insert(french);
  }
  EXPECT_EQ(sentences.size(), kQuotas.size());
  // One that a later service knows.
  EXPECT_THAT(French(Error(v1::ERROR_REASON_QUOTA_EXCEEDED, "text",
                           {{"quota", "wishes"}})),
              AllOf(HasSubstr("Une limite du service"),
                    HasSubstr("prévenez l'assistance")));
}

TEST_F(ExplainErrorTest, CodesFollowFromReasons) {
  const std::map<v1::ErrorReason, ExitCode> expected = {
      {v1::ERROR_REASON_POLICY_DENIED, ExitCode::kDenied},
      {v1::ERROR_REASON_CREDENTIALS_REJECTED, ExitCode::kCredentials},
      {v1::ERROR_REASON_SIGNATURE_REQUIRED, ExitCode::kSignatureRequired},
      {v1::ERROR_REASON_FIELD_INVALID, ExitCode::kRefused},
      {v1::ERROR_REASON_NOTICE_REQUIRED, ExitCode::kRefused},
      {v1::ERROR_REASON_ROLLBACK_SUSPECTED, ExitCode::kRollbackSuspected},
      {v1::ERROR_REASON_ETAG_MISMATCH, ExitCode::kChanged},
      {v1::ERROR_REASON_AUDIT_UNAVAILABLE, ExitCode::kUnavailable},
      {v1::ERROR_REASON_DATABASE_CORRUPT, ExitCode::kFault},
      {v1::ERROR_REASON_INVARIANT_BROKEN, ExitCode::kFault}};
  for (const auto& [reason, code] : expected) {
    EXPECT_EQ(ExitCodeOf(Error(reason, "")), code)
        << v1::ErrorReason_Name(reason);
  }
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), ExitCode::kOk);
  EXPECT_EQ(ExitCodeOf(absl::UnavailableError("")), ExitCode::kUnavailable);
  EXPECT_EQ(ExitCodeOf(UsageError("x")), ExitCode::kUsage);
  EXPECT_EQ(ExitCodeOf(RefusedError("x")), ExitCode::kRefused);
  EXPECT_EQ(ExitCodeOf(LoadProfile("/nowhere").status()), ExitCode::kUsage);
}

TEST_F(ExplainErrorTest, OwnErrorsAndProfilesSpeakForThemselves) {
  EXPECT_EQ(French(UsageError("Il manque le nom.")), "Il manque le nom.");
  EXPECT_THAT(French(LoadProfile("/nowhere").status()),
              AllOf(HasSubstr("/nowhere"), HasSubstr("sceau profile init")));
}

TEST_F(ExplainErrorTest, JsonHasCodeReasonAndMetadata) {
  const auto json = nlohmann::json::parse(
      ErrorAsJson(FieldError("entry.date", "in the future"),
                  {Vocabulary::Builtin(), Language::kFrench, {}}, charter_));
  EXPECT_EQ(json["error"]["exitCode"], 5);
  EXPECT_EQ(json["error"]["reason"], "FIELD_INVALID");
  EXPECT_EQ(json["error"]["code"], "INVALID_ARGUMENT");
  EXPECT_EQ(json["error"]["metadata"]["field"], "entry.date");
}

}  // namespace
}  // namespace sceau
