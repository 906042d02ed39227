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
      {labels.Text("common.organisation-2"), labels.Text("officer.right"),
       labels.Text("common.readings"), ""},
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
  context.Print(Paragraph(context.Text("officer.a-number-is-hidden")));
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
    return RefusedError(context.Text("officer.the-report-shown-is"));
  }
  if (report.report().journal_review() != review.name()) {
    return RefusedError(context.Text("officer.the-service-gave-the"));
  }
  if (review.state() == v1::JOURNAL_REVIEW_STATE_CLOSED &&
      report.signature().empty()) {
    return RefusedError(context.Text("officer.this-review-is-closed"));
  }
  return report;
}

std::string ReportText(const v1::JournalReport& report, const Labels& labels) {
  std::string text = Paragraph(report.title());
  absl::StrAppend(
      &text,
      Paragraph(labels.Text(
          "officer.review-of-the-journal-from",
          {{"day", LongDate(report.start_date(), labels.language())},
           {"last", LongDate(report.end_date(), labels.language())},
           {"officer", report.officer()}})),
      Rule(), FiguresTable(report.figures(), labels), Rule(),
      Paragraph(report.sample().statement()), Rule());
  for (const v1::SignalCount& signal : report.signals()) {
    absl::StrAppend(
        &text, Paragraph(signal.rule_text(),
                         absl::StrFormat("%5d  ", signal.count()), "       "));
  }
  absl::StrAppend(&text, Rule(),
                  Paragraph(labels.Text("officer.question-s-answer-s-access",
                                        {{"questions", report.questions()},
                                         {"answers", report.answers()},
                                         {"justified", report.justified()}})));
  for (const v1::ReportedFinding& finding : report.findings()) {
    std::string line =
        labels.Text("officer.access-es",
                    {{"partner", labels.ShortPartner(finding.partner())},
                     {"outcome", labels.Value(finding.outcome())},
                     {"accesses", finding.accesses()}});
    for (const v1::JournalMeasure& measure : finding.measures()) {
      absl::StrAppend(&line, " ; ", labels.Value(measure.kind()), " (",
                      ShortDate(measure.record_time()), ")");
    }
    absl::StrAppend(&text, Paragraph(line, "- ", "  "));
  }
  if (report.acts_verdict() != v1::ACTS_VERDICT_UNSPECIFIED) {
    absl::StrAppend(
        &text, Paragraph(labels.Text(
                   "officer.the-officers-acts-looked-at",
                   {{"acts_verdict", labels.Value(report.acts_verdict())}})));
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
    context.Print(Paragraph(context.Text("officer.draft-not-signed")));
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
  std::string text = context.Text("officer.this-review-cannot-be");
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
        context.Confirm(context.Text("officer.you-sign-this-report")));
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
    return UsageError(context.Text("common.the-profiles-key-cannot"));
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
  context.Print(
      Paragraph(context.Text("officer.review-closed-the-report-is",
                             {{"reference", ShortId(closed->name())}})));
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
  return Said(
      context, attested,
      Paragraph(context.Text("officer.the-officers-acts",
                             {{"verdict", context.labels().Value(verdict)}})),
      context.Text("officer.the-officer-sceau-officer"));
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
              context.Text("officer.the-officer-sceau-officer-reveal",
                           {{"reference", reference}}));
}

}  // namespace

void Add(Commands& commands) {
  const auto options = NewOptions<Options>();
  const auto add = [&](CLI::App& group, const char* name, const char* words,
                       const std::vector<std::string>& examples,
                       auto run) -> CLI::App& {
    return AddReviewCommand(commands, group, options, name, words, examples,
                            run);
  };
  CLI::App& officer = *commands.app().get_subcommand("officer");
  add(officer, "figures", "officer.command-figures", {"sceau officer figures"},
      ShowFigures);
  CLI::App& report =
      add(officer, "report", "officer.the-report-as-it",
          {"sceau officer report",
           "sceau officer report --review R --fichier rapport.json --pdf "
           "rapport.pdf",
           "sceau officer report --depuis rapport.json --pdf rapport.pdf"},
          Report);
  report.add_option("--fichier,--file", options->file,
                    commands.Text("officer.option-file"));
  report.add_option("--pdf", options->pdf, commands.Text("officer.option-pdf"));
  report.add_option("--depuis,--from", options->from,
                    commands.Text("officer.option-from-2"));
  // Given at all, whatever it holds: an empty one is no fingerprint.
  report.add_option_function<std::string>(
      "--empreinte,--fingerprint",
      [options](const std::string& typed) { options->fingerprint = typed; },
      commands.Text("officer.of-the-key-that"));
  add(officer, "close", "officer.command-close", {"sceau officer close"}, Close)
      .add_flag("--yes,--oui", options->yes,
                commands.Text("common.without-asking-2"));
  CLI::App& oversee = commands.Group("oversee", "officer.command-2");
  AddPageOption(commands,
                add(oversee, "acts", "officer.command-acts",
                    {"sceau oversee acts"}, Acts),
                options->page);
  add(oversee, "attest", "officer.command-attest",
      {"sceau oversee attest IN_ORDER"}, Attest)
      .add_option(commands.Text("officer.verdict"), options->value,
                  "IN_ORDER, TO_DISCUSS")
      ->required();
  add(oversee, "agree", "officer.command-agree", {"sceau oversee agree C1"},
      Agree)
      .add_option(commands.Text("officer.finding"), options->value, "C1")
      ->required();
}

}  // namespace sceau::command_officer_report
