// sceau officer figures|report|close, sceau oversee acts|attest|agree
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/message_differencer.h"

#include "client/cli/console/fingerprint.h"
#include "client/cli/console/pages.h"
#include "client/cli/review/held_report.h"
#include "client/cli/review/officer_commands.h"
#include "client/cli/review/review_command.h"
#include "client/cli/review/review_lines.h"
#include "client/cli/review/review_steps.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/decision_words.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"
#include "client/lib/signed_report.h"
#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_officer_report {
namespace {

using Reviews = v1::JournalReviewService::Stub;

struct Options {
  std::string review = {};
  std::string file = {};
  std::string from = {};
  std::string pdf = {};
  std::optional<std::string> fingerprint = {};
  std::string value = {};
  std::string page = {};
  bool yes = false;
};

std::string FiguresTable(const v1::Figures& figures, const Labels& labels) {
  int64_t most = 1;
  for (const v1::Figure& figure : figures.figures()) {
    most = std::max(most, figure.readings());
  }
  constexpr int64_t kBar = 20;
  std::vector<std::vector<std::string>> rows;
  for (const v1::Figure& figure : figures.figures()) {
    std::string bar;
    for (int64_t i = 0; i < (figure.readings() * kBar + most - 1) / most; ++i) {
      bar += "█";
    }
    rows.push_back({labels.ShortPartner(figure.partner()),
                    RightText(figure.right(), labels),
                    figure.hidden() ? absl::StrCat("< ", figures.minimum())
                                    : absl::StrCat(figure.readings()),
                    bar});
  }
  return Table(
      {labels.In("STRUCTURE", "ORGANISATION"), labels.In("DROIT", "RIGHT"),
       labels.In("LECTURES", "READINGS"), ""},
      rows);
}

absl::StatusOr<ExitCode> ShowFigures(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::GetFiguresRequest request;
  request.set_name(review.name());
  ASSIGN_OR_RETURN(const v1::Figures figures,
                   api->Review(&Reviews::GetFigures, request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(figures));
    return ExitCode::kOk;
  }
  context.Print(FiguresTable(figures, context.labels()));
  context.Print(Paragraph(context.In(
      "Un nombre caché l'est parce qu'il est petit, ou parce qu'il en dirait "
      "un autre.",
      "A number is hidden for being small, or for telling another one.")));
  return ExitCode::kOk;
}

// The report of that review, signed once it is closed, and that its JSON says
// the same.
absl::StatusOr<v1::GetReportResponse> FetchReport(
    Context& context, const v1::JournalReview& review) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::GetReportRequest request;
  request.set_name(review.name());
  ASSIGN_OR_RETURN(const v1::GetReportResponse report,
                   api->Review(&Reviews::GetReport, request));
  v1::JournalReport read;
  if (!google::protobuf::util::JsonStringToMessage(report.json(), &read).ok() ||
      !google::protobuf::util::MessageDifferencer::Equals(read,
                                                          report.report())) {
    return RefusedError(
        context.In("Le rapport montré n'est pas celui qui serait signé. Ne "
                   "signez pas, et prévenez le délégué à la protection des "
                   "données.",
                   "The report shown is not the one that would be signed. Do "
                   "not sign, and tell the data protection officer."));
  }
  if (report.report().journal_review() != review.name()) {
    return RefusedError(context.In(
        "Le service a donné le rapport d'une autre revue. Prévenez le délégué "
        "à la protection des données.",
        "The service gave the report of another review. Tell the data "
        "protection officer."));
  }
  if (review.state() == v1::JOURNAL_REVIEW_STATE_CLOSED &&
      report.signature().empty()) {
    return RefusedError(context.In(
        "Cette revue est close, et le service en donne un rapport sans "
        "signature. Prévenez le délégué à la protection des données.",
        "This review is closed, and the service gives a report of it without a "
        "signature. Tell the data protection officer."));
  }
  return report;
}

std::string ReportText(const v1::JournalReport& report, const Labels& labels) {
  std::string text = Paragraph(report.title());
  absl::StrAppend(
      &text,
      Paragraph(absl::StrCat(
          labels.In("Revue du journal, du ", "Review of the journal, from "),
          LongDate(report.start_date(), labels.language()),
          labels.In(" au ", " to "),
          LongDate(report.end_date(), labels.language()),
          labels.In(". Garant de la charte : ", ". Charter officer: "),
          report.officer(), ".")),
      Rule(), FiguresTable(report.figures(), labels), Rule(),
      Paragraph(report.sample().statement()), Rule());
  for (const v1::SignalCount& signal : report.signals()) {
    absl::StrAppend(
        &text, Paragraph(signal.rule_text(),
                         absl::StrFormat("%5d  ", signal.count()), "       "));
  }
  absl::StrAppend(
      &text, Rule(),
      Paragraph(absl::StrCat(
          report.questions(), labels.In(" question(s), ", " question(s), "),
          report.answers(), labels.In(" réponse(s), ", " answer(s), "),
          report.justified(),
          labels.In(" accès regardé(s) et justifié(s).",
                    " access(es) looked at and justified."))));
  for (const v1::ReportedFinding& finding : report.findings()) {
    std::string line = absl::StrCat(
        labels.ShortPartner(finding.partner()), labels.In(" : ", ": "),
        labels.Value(finding.outcome()), ", ", finding.accesses(),
        labels.In(" accès", " access(es)"));
    for (const v1::JournalMeasure& measure : finding.measures()) {
      absl::StrAppend(&line, " ; ", labels.Value(measure.kind()), " (",
                      ShortDate(measure.record_time()), ")");
    }
    absl::StrAppend(&text, Paragraph(line, "- ", "  "));
  }
  if (report.acts_verdict() != v1::ACTS_VERDICT_UNSPECIFIED) {
    absl::StrAppend(&text,
                    Paragraph(absl::StrCat(
                        labels.In("Actes du garant, relus par un autre : ",
                                  "The officer's acts, looked at by another: "),
                        labels.Value(report.acts_verdict()), ".")));
  }
  return text;
}

// The service's, or what stands in files.
absl::StatusOr<ExitCode> Report(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  RETURN_IF_ERROR(CheckOutputs(
      context, *profile,
      {.from = options.from, .file = options.file, .pdf = options.pdf}));
  std::optional<crypto::Hash> expected;
  if (options.fingerprint.has_value()) {
    ASSIGN_OR_RETURN(expected, ReadFingerprint(context, *options.fingerprint));
  }
  SignedReport report;
  CheckedReport checked;
  if (options.from.empty()) {
    ASSIGN_OR_RETURN(const v1::JournalReview review,
                     FetchReview(context, options.review));
    ASSIGN_OR_RETURN(const v1::GetReportResponse fetched,
                     FetchReport(context, review));
    report = {.json = fetched.json(),
              .signature = fetched.signature(),
              .spki_der = fetched.public_key()};
    AddOwnCertificate(*profile, report);
    checked.report = fetched.report();
  } else {
    ASSIGN_OR_RETURN(report, ReadHeldReport(context, options.from));
  }
  const bool is_draft = options.from.empty() && report.signature.empty() &&
                        options.pdf.empty() && !expected.has_value();
  if (!is_draft) {
    ASSIGN_OR_RETURN(checked,
                     CheckHeldReport(context, *profile, report, expected));
  }
  if (!options.file.empty()) {
    RETURN_IF_ERROR(WriteHeldReport(context, options.file, report));
  }
  if (!options.pdf.empty()) {
    RETURN_IF_ERROR(WritePaper(context, options.pdf, checked));
  }
  if (context.json) {
    context.Print(report.json);
    return ExitCode::kOk;
  }
  if (is_draft) {
    context.Print(
        Paragraph(context.In("PROJET, non signé.", "DRAFT, not signed.")));
  }
  context.Print(ReportText(checked.report, context.labels()));
  context.Print(is_draft ? "  → sceau officer status\n"
                         : CheckedText(checked, context.labels()));
  return ExitCode::kOk;
}

// A refusal to close, with what is left to do. What cannot be asked leaves the
// refusal as it is.
absl::Status NotYet(Context& context, Api& api, const v1::JournalReview& review,
                    const absl::Status& refusal) {
  if (context.json || ReasonOf(refusal) != v1::ERROR_REASON_STATE_FORBIDS) {
    return refusal;
  }
  const auto steps = NextSteps(context, api, review);
  if (!steps.ok()) return refusal;
  std::string text =
      context.In("Cette revue ne peut pas encore être close. Reste à faire :",
                 "This review cannot be closed yet. Left to do:");
  for (const ReviewStep& step : *steps) {
    absl::StrAppend(&text, "\n- ", step.what, "\n  ", step.command);
  }
  return RefusedError(text);
}

absl::StatusOr<ExitCode> Close(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(const v1::GetReportResponse report,
                   FetchReport(context, review));
  if (!options.yes) {
    context.environment().err << ReportText(report.report(), context.labels());
    ASSIGN_OR_RETURN(
        const bool agreed,
        context.Confirm(context.In(
            "Vous signez ce rapport, avec la clé de votre certificat ?",
            "You sign this report, with the key of your certificate?")));
    if (!agreed) return ExitCode::kRefused;
  }
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(const crypto::Secret key, ReadProfileKey(*profile));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  const auto signature =
      crypto::SignWithPem(crypto::AsText(key.Reveal()),
                          crypto::JournalReportMessage(
                              api->connection().group(), ShortId(review.name()),
                              crypto::Sha256(crypto::AsBytes(report.json()))));
  if (!signature.ok()) {
    return UsageError(
        context.In("La clé du profil ne peut pas signer : il faut une clé "
                   "P-256 ou Ed25519 sans mot de passe.",
                   "The profile's key cannot sign: it must be P-256 or "
                   "Ed25519, without a password."));
  }
  v1::CloseJournalReviewRequest request;
  request.set_name(review.name());
  *request.mutable_report_time() = report.report().create_time();
  request.set_checkpoint(report.report().checkpoint());
  request.set_signature(crypto::ToString(*signature));
  const auto closed = api->Review(&Reviews::CloseJournalReview, request);
  if (!closed.ok()) return NotYet(context, *api, review, closed.status());
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(*closed));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(
      absl::StrCat(context.In("Revue close ; le rapport est signé. ",
                              "Review closed; the report is signed. "),
                   "« sceau officer report --review ", ShortId(closed->name()),
                   " --fichier rapport.json --pdf rapport.pdf »")));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Acts(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  const Labels& labels = context.labels();
  v1::ListOfficerActsRequest request;
  request.set_name(review.name());
  const auto show =
      [&](const std::string& token) -> absl::StatusOr<std::string> {
    request.set_page_token(token);
    ASSIGN_OR_RETURN(const v1::ListOfficerActsResponse page,
                     api->Review(&Reviews::ListOfficerActs, request));
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(page));
    } else {
      context.Print(AccessTable(page.acts(), labels));
    }
    return page.next_page_token();
  };
  RETURN_IF_ERROR(ShowPages(context, options.page, show));
  if (context.json) return ExitCode::kOk;
  for (const v1::JournalFinding& finding : review.findings()) {
    if (!finding.has_name_request() ||
        !finding.name_request().agreed_by().empty()) {
      continue;
    }
    const std::string reference = FindingReference(review, finding.name());
    context.Print(FindingText(finding, reference, labels));
    context.Print(absl::StrCat("    sceau oversee agree ", reference, "\n"));
  }
  context.Print("  → sceau oversee attest IN_ORDER\n");
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Attest(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::AttestOfficerActsRequest request;
  request.set_name(review.name());
  ASSIGN_OR_RETURN(const v1::ActsVerdict verdict,
                   ReadEnum<v1::ActsVerdict>(options.value, context.labels()));
  request.set_verdict(verdict);
  ASSIGN_OR_RETURN(const v1::JournalReview attested,
                   api->Review(&Reviews::AttestOfficerActs, request));
  return Said(context, attested,
              Paragraph(absl::StrCat(
                  context.In("Actes du garant : ", "The officer's acts: "),
                  context.labels().Value(verdict), ".")),
              context.In("le garant : « sceau officer close »",
                         "the officer: « sceau officer close »"));
}

absl::StatusOr<ExitCode> Agree(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::AgreeToNameRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   FindingNamed(context, review, options.value));
  ASSIGN_OR_RETURN(const v1::JournalFinding finding,
                   api->Review(&Reviews::AgreeToName, request));
  const std::string reference = FindingReference(review, finding.name());
  return Said(context, finding,
              FindingText(finding, reference, context.labels()),
              absl::StrCat(context.In("le garant : « sceau officer reveal ",
                                      "the officer: « sceau officer reveal "),
                           reference, " »"));
}

}  // namespace

void Add(Commands& commands) {
  const auto options = NewOptions<Options>();
  const auto add = [&](CLI::App& group, const char* name, const char* french,
                       const char* english,
                       const std::vector<std::string>& examples,
                       auto run) -> CLI::App& {
    return AddReviewCommand(commands, group, options, name, french, english,
                            examples, run);
  };
  CLI::App& officer = *commands.app().get_subcommand("officer");
  add(officer, "figures", "Les lectures par structure et par droit",
      "The readings by organisation and by right", {"sceau officer figures"},
      ShowFigures);
  CLI::App& report = add(
      officer, "report", "Le rapport tel qu'il est, ou tel qu'il a été signé",
      "The report as it stands, or as it was signed",
      {"sceau officer report",
       "sceau officer report --review R --fichier rapport.json --pdf "
       "rapport.pdf",
       "sceau officer report --depuis rapport.json --pdf rapport.pdf"},
      Report);
  report.add_option("--fichier,--file", options->file,
                    commands.In("Y écrit le rapport (JSON) ; signé, aussi "
                                "FICHIER.sig et FICHIER.pem",
                                "Writes the report there (JSON); once signed, "
                                "FILE.sig and FILE.pem too"));
  report.add_option(
      "--pdf", options->pdf,
      commands.In("Y écrit le rapport signé, vérifié, en A4 à imprimer",
                  "Writes the signed report there, checked, as A4 to print"));
  report.add_option(
      "--depuis,--from", options->from,
      commands.In("Lit et vérifie ces fichiers au lieu de demander au service",
                  "Reads and checks these files instead of asking the "
                  "service"));
  // Given at all, whatever it holds: an empty one is no fingerprint.
  report.add_option_function<std::string>(
      "--empreinte,--fingerprint",
      [options](const std::string& typed) { options->fingerprint = typed; },
      commands.In("De la clé qui doit l'avoir signé (SHA-256)",
                  "Of the key that must have signed it (SHA-256)"));
  add(officer, "close", "Signe le rapport et clôt la revue",
      "Signs the report and closes the review", {"sceau officer close"}, Close)
      .add_flag("--yes,--oui", options->yes,
                commands.In("Sans demander", "Without asking"));
  CLI::App& oversee =
      commands.Group("oversee", "Les actes du garant, relus par un autre",
                     "The officer's acts, looked at by another");
  AddPageOption(commands,
                add(oversee, "acts",
                    "Ce que le garant a fait depuis l'ouverture de la revue",
                    "What the officer did since the review was opened",
                    {"sceau oversee acts"}, Acts),
                options->page);
  add(oversee, "attest", "Dit ce qu'il en est : IN_ORDER ou TO_DISCUSS",
      "Says how it is: IN_ORDER or TO_DISCUSS",
      {"sceau oversee attest IN_ORDER"}, Attest)
      .add_option(commands.In("AVIS", "VERDICT"), options->value,
                  "IN_ORDER, TO_DISCUSS")
      ->required();
  add(oversee, "agree",
      "Accepte que le garant connaisse la référence d'un dossier",
      "Agrees that the officer knows the reference of a case",
      {"sceau oversee agree C1"}, Agree)
      .add_option(commands.In("CONSTAT", "FINDING"), options->value, "C1")
      ->required();
}

}  // namespace sceau::command_officer_report
