// sceau officer status|open|list|show|queue|search|sample
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/cli/console/pages.h"
#include "client/cli/review/officer_commands.h"
#include "client/cli/review/review_lines.h"
#include "client/cli/review/review_steps.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_officer {
namespace {

using Reviews = v1::JournalReviewService::Stub;

struct Options {
  std::string review = {};
  std::string from = {};
  std::string to = {};
  std::string member = {};
  std::string partner = {};
  std::string operation = {};
  std::string outcome = {};
  std::string article = {};
  std::string situation = {};
  std::string rule = {};
  std::string page = {};
  bool readings = false;
  bool justified = false;
  bool yes = false;
  int percent = 0;
};

// The last whole quarter before today.
std::pair<absl::CivilDay, absl::CivilDay> LastQuarter(absl::CivilDay today) {
  const absl::CivilMonth month(today);
  const absl::CivilMonth start = month - (month.month() - 1) % 3;
  return {absl::CivilDay(start - 3), absl::CivilDay(start) - 1};
}

absl::StatusOr<ExitCode> Status(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::WhoAmIResponse me, api->WhoAmI());
  if (me.signature_required()) {
    return Error(v1::ERROR_REASON_SIGNATURE_REQUIRED, "signature required");
  }
  const Labels& labels = context.labels();
  const auto review = FetchReview(context, options.review);
  // That none is open is said below; of anything else it would be a guess.
  if (!review.ok() && (context.json || !IsOwnError(review.status()))) {
    return review.status();
  }
  if (!context.json) {
    context.Print(
        Paragraph(labels.Text("officer.hello-here-is-where-you",
                              {{"display_name", me.member().display_name()}})));
    if (me.has_certificate_expire_time()) {
      context.Print(Paragraph(
          labels.Text("officer.your-certificate-expires-on",
                      {{"day", ShortDate(me.certificate_expire_time())}})));
    }
  }
  if (!review.ok()) {
    const auto [first, last] = LastQuarter(context.today());
    context.Print(Paragraph(
        labels.Text("officer.no-review-is-open-the-last",
                    {{"day", LongDate(DateOf(first), labels.language())},
                     {"last", LongDate(DateOf(last), labels.language())}})));
    context.Print("  → sceau officer open\n");
    const absl::CivilDay next = last + 1;
    context.Print(Paragraph(labels.Text("officer.a-younger-group-would")));
    context.Print(absl::StrCat("  → sceau officer open --du ",
                               ShortDate(DateOf(next)), " --au ",
                               ShortDate(DateOf(context.today())), "\n"));
    return ExitCode::kOk;
  }
  ASSIGN_OR_RETURN(const std::vector<ReviewStep> steps,
                   NextSteps(context, *api, *review));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(*review));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(labels.Text(
      "officer.review-counts", {{"period", PeriodText(*review, labels)},
                                {"questions", review->questions_size()},
                                {"findings", review->findings_size()}})));
  for (const ReviewStep& step : steps) {
    context.Print(Paragraph(step.what, "- ", "  "));
    context.Print(absl::StrCat("    ", step.command, "\n"));
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Open(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  const auto [first, last] = LastQuarter(context.today());
  v1::CreateJournalReviewRequest request;
  v1::JournalReview& wanted = *request.mutable_journal_review();
  *wanted.mutable_start_date() = DateOf(first);
  *wanted.mutable_end_date() = DateOf(last);
  const Labels& labels = context.labels();
  if (!options.from.empty()) {
    ASSIGN_OR_RETURN(*wanted.mutable_start_date(),
                     ReadDate(options.from, "--du", context.today(), labels));
  }
  if (!options.to.empty()) {
    ASSIGN_OR_RETURN(*wanted.mutable_end_date(),
                     ReadDate(options.to, "--au", context.today(), labels));
  }
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   api->Review(&Reviews::CreateJournalReview, request));
  return Said(context, review,
              Paragraph(labels.Text("officer.review-open",
                                    {{"period", PeriodText(review, labels)}})),
              "sceau officer queue");
}

absl::StatusOr<ExitCode> List(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  const Labels& labels = context.labels();
  v1::ListJournalReviewsRequest request;
  const auto show =
      [&](const std::string& token) -> absl::StatusOr<std::string> {
    request.set_page_token(token);
    ASSIGN_OR_RETURN(const v1::ListJournalReviewsResponse page,
                     api->Review(&Reviews::ListJournalReviews, request));
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(page));
      return page.next_page_token();
    }
    std::vector<std::vector<std::string>> rows;
    for (const v1::JournalReview& review : page.journal_reviews()) {
      rows.push_back({ShortDate(review.start_date()),
                      ShortDate(review.end_date()),
                      labels.Value(review.state()), ShortId(review.name())});
    }
    context.Print(
        Table({labels.Text("common.from"), labels.Text("common.to"),
               labels.Text("common.state-2"), labels.Text("officer.reference")},
              rows));
    return page.next_page_token();
  };
  RETURN_IF_ERROR(ShowPages(context, options.page, show));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Show(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(review));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  context.Print(Paragraph(labels.Text(
      "officer.review-state", {{"period", PeriodText(review, labels)},
                               {"state", labels.Value(review.state())}})));
  for (const v1::JournalQuestion& question : review.questions()) {
    context.Print(QuestionText(
        question, QuestionReference(review, question.name()), labels));
  }
  for (const v1::JournalFinding& finding : review.findings()) {
    context.Print(
        FindingText(finding, FindingReference(review, finding.name()), labels));
  }
  if (review.has_attestation()) {
    context.Print(Paragraph(labels.Text(
        "officer.your-acts-looked-at-on",
        {{"day", ShortDate(review.attestation().attest_time())},
         {"verdict", labels.Value(review.attestation().verdict())}})));
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Queue(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  const Labels& labels = context.labels();
  v1::ListSignalsRequest request;
  request.set_name(review.name());
  if (!options.rule.empty()) {
    ASSIGN_OR_RETURN(const v1::SignalRule rule,
                     ReadEnum<v1::SignalRule>(options.rule, labels));
    request.set_rule(rule);
  }
  const auto show =
      [&](const std::string& token) -> absl::StatusOr<std::string> {
    request.set_page_token(token);
    ASSIGN_OR_RETURN(const v1::ListSignalsResponse page,
                     api->Review(&Reviews::ListSignals, request));
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(page));
      return page.next_page_token();
    }
    if (page.total() == 0) {
      context.Print(Paragraph(labels.Text("officer.nothing-calls-for-a")));
      context.Print("  → sceau officer sample\n");
    }
    for (const v1::Signal& signal : page.signals()) {
      context.Print(SignalText(signal, labels));
    }
    if (page.total() > 0 && page.next_page_token().empty()) {
      context.Print(Paragraph(labels.Text("officer.a-signal-is-no")));
    }
    return page.next_page_token();
  };
  RETURN_IF_ERROR(ShowPages(context, options.page, show));
  return ExitCode::kOk;
}

absl::StatusOr<v1::SearchAccessesRequest> Filter(Context& context, Api& api,
                                                 const Options& options) {
  const Labels& labels = context.labels();
  v1::SearchAccessesRequest request;
  if (!options.member.empty()) {
    request.set_member(api.Name("members", options.member));
  }
  request.set_partner(options.partner);
  request.set_article(options.article);
  request.set_situation(options.situation);
  request.set_readings(options.readings);
  if (!options.operation.empty()) {
    ASSIGN_OR_RETURN(const v1::Operation operation,
                     ReadEnum<v1::Operation>(options.operation, labels));
    request.set_operation(operation);
  }
  if (!options.outcome.empty()) {
    ASSIGN_OR_RETURN(const v1::AccessOutcome outcome,
                     ReadEnum<v1::AccessOutcome>(options.outcome, labels));
    request.set_outcome(outcome);
  }
  if (!options.from.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_from_date(),
                     ReadDate(options.from, "--du", context.today(), labels));
  }
  if (!options.to.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_to_date(),
                     ReadDate(options.to, "--au", context.today(), labels));
  }
  return request;
}

absl::StatusOr<ExitCode> Search(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(v1::SearchAccessesRequest request,
                   Filter(context, *api, options));
  request.set_name(review.name());
  const auto show =
      [&](const std::string& token) -> absl::StatusOr<std::string> {
    request.set_page_token(token);
    ASSIGN_OR_RETURN(const v1::SearchAccessesResponse page,
                     api->Review(&Reviews::SearchAccesses, request));
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(page));
    } else {
      context.Print(AccessTable(page.accesses(), context.labels()));
    }
    return page.next_page_token();
  };
  RETURN_IF_ERROR(ShowPages(context, options.page, show));
  return ExitCode::kOk;
}

// Those of the sample that no finding has, concluded as justified.
absl::StatusOr<ExitCode> Justify(Context& context, Api& api,
                                 const v1::JournalReview& review,
                                 const v1::Sample& sample,
                                 const Options& options) {
  v1::RecordFindingRequest request;
  request.set_name(review.name());
  request.set_outcome(v1::FINDING_OUTCOME_JUSTIFIED);
  for (const v1::Access& access : sample.accesses()) {
    const bool concluded = std::any_of(
        review.findings().begin(), review.findings().end(),
        [&](const v1::JournalFinding& finding) {
          return std::find(finding.leaf_indexes().begin(),
                           finding.leaf_indexes().end(),
                           access.leaf_index()) != finding.leaf_indexes().end();
        });
    if (!concluded) request.add_leaf_indexes(access.leaf_index());
  }
  if (!request.leaf_indexes().empty()) {
    if (!options.yes) {
      ASSIGN_OR_RETURN(
          const bool agreed,
          context.Confirm(context.Text("officer.you-have-looked-at-them",
                                       {{"n", request.leaf_indexes_size()}})));
      if (!agreed) return ExitCode::kRefused;
    }
    RETURN_IF_ERROR(api.Review(&Reviews::RecordFinding, request).status());
  }
  v1::GetSampleRequest again;
  again.set_name(review.name());
  again.set_max_percent(sample.max_percent());
  ASSIGN_OR_RETURN(const v1::Sample concluded,
                   api.Review(&Reviews::GetSample, again));
  return Said(context, concluded, Paragraph(concluded.statement()),
              "sceau officer status");
}

absl::StatusOr<ExitCode> Sampled(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::GetSampleRequest request;
  request.set_name(review.name());
  request.set_max_percent(options.percent);
  ASSIGN_OR_RETURN(const v1::Sample sample,
                   api->Review(&Reviews::GetSample, request));
  if (options.justified) {
    return Justify(context, *api, review, sample, options);
  }
  const Labels& labels = context.labels();
  std::string text = absl::StrCat(AccessTable(sample.accesses(), labels),
                                  Paragraph(sample.statement()));
  const bool is_concluded = sample.concluded() >= sample.size();
  if (!is_concluded) {
    absl::StrAppend(&text,
                    Paragraph(labels.Text("officer.ask-about-what-stops")));
  }
  return Said(context, sample, text,
              is_concluded ? "sceau officer status"
                           : "sceau officer sample --justified");
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("officer", "officer.command");
  const auto options = NewOptions<Options>();
  const auto action = [options](auto run) {
    return [options, run](Context& context) { return run(context, *options); };
  };
  const auto add_review = [&](CLI::App& command) {
    command.add_option("--review,--revue", options->review,
                       commands.Text("officer.option-revue"));
  };
  const auto add_days = [&](CLI::App& command) {
    command.add_option("--du,--from", options->from,
                       commands.Text("officer.option-from"));
    command.add_option("--au,--to", options->to,
                       commands.Text("officer.option-to"));
  };
  add_review(commands.Command(group, "status", "officer.command-status",
                              {"sceau officer status"}, action(Status)));
  add_days(
      commands.Command(group, "open", "officer.command-open",
                       {"sceau officer open",
                        "sceau officer open --du 01/01/2026 --au 31/03/2026"},
                       action(Open)));
  AddPageOption(commands,
                commands.Command(group, "list", "officer.command-list",
                                 {"sceau officer list"}, action(List)),
                options->page);
  add_review(commands.Command(
      group, "show", "officer.command-show",
      {"sceau officer show", "sceau officer show --json"}, action(Show)));
  CLI::App& queue = commands.Command(
      group, "queue", "officer.command-queue",
      {"sceau officer queue", "sceau officer queue --regle REFUSALS"},
      action(Queue));
  add_review(queue);
  queue.add_option("--regle,--rule", options->rule,
                   commands.Text("officer.option-rule"));
  AddPageOption(commands, queue, options->page);
  CLI::App& search = commands.Command(
      group, "search", "officer.command-search",
      {"sceau officer search --membre mission-locale-1 --lectures",
       "sceau officer search --situation 4F2A",
       "sceau officer search --structure pjj --issue DENIED"},
      action(Search));
  add_review(search);
  add_days(search);
  search.add_option("--membre,--member", options->member,
                    commands.Text("officer.option-member"));
  search.add_option("--structure,--partner", options->partner,
                    commands.Text("officer.option-partner"));
  search.add_option("--operation", options->operation,
                    commands.Text("officer.option-operation"));
  search.add_option("--issue,--outcome", options->outcome,
                    "ALLOWED, DENIED, REFUSED, FAILED");
  search.add_option("--article", options->article,
                    commands.Text("officer.option-article"));
  search.add_option("--situation", options->situation,
                    commands.Text("officer.option-situation"));
  search.add_flag("--lectures,--readings", options->readings,
                  commands.Text("officer.option-readings"));
  AddPageOption(commands, search, options->page);
  CLI::App& sample = commands.Command(
      group, "sample", "officer.command-sample",
      {"sceau officer sample", "sceau officer sample --pourcent 2",
       "sceau officer sample --justified"},
      action(Sampled));
  add_review(sample);
  sample.add_option("--pourcent,--percent", options->percent,
                    commands.Text("officer.option-percent"));
  sample.add_flag("--justifiees,--justified", options->justified,
                  commands.Text("officer.option-justified"));
  sample.add_flag("--yes,--oui", options->yes,
                  commands.Text("common.without-asking-2"));
}

}  // namespace sceau::command_officer
