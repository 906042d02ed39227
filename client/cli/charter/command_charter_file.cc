// sceau charter check|diff|matrix: the text of a charter, without server
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

#include "client/cli/charter/charter_changes.h"
#include "client/cli/charter/charter_commands.h"
#include "client/cli/charter/render_matrix.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "client/lib/files.h"
#include "nlohmann/json.hpp"
#include "policy/compile/compiler.h"
#include "policy/compile/floor.h"
#include "policy/compile/parser.h"
#include "policy/describe/charter_diff.h"
#include "policy/describe/describe.h"
#include "policy/describe/describe_proof.h"
#include "policy/proof/proof.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_charter_file {
namespace {

struct Options {
  bool proof = false;
  bool html = false;
  std::string file = {};
  std::string other_file = {};
  std::string partner = {};
};

absl::StatusOr<std::string> CharterText(Context& context,
                                        const std::string& file) {
  auto text = ReadFile(file, policy::kMaxCharterBytes + 1);
  if (!text.ok()) {
    return UsageError(context.Text("common.file-unreadable", {{"file", file}}));
  }
  return text;
}

// "F-10", or "" of a slip that breaks no invariant.
std::string InvariantCode(int invariant) {
  return invariant == 0 ? "" : absl::StrFormat("F-%02d", invariant);
}

// [{"line": 12, "column": 5, "code": "UNKNOWN_PARTNER", "invariant": "F-01",
// "message": "...", "remedy": "..."}]
nlohmann::ordered_json AsJson(const policy::Issues& issues, Language language) {
  auto json = nlohmann::ordered_json::array();
  for (const policy::Issue& issue : issues) {
    const policy::IssueText text = policy::Describe(issue, language);
    json.push_back({{"line", issue.line},
                    {"column", issue.column},
                    {"code", policy::CodeOf(issue)},
                    {"invariant", InvariantCode(policy::InvariantOf(issue))},
                    {"message", text.message},
                    {"remedy", text.remedy}});
  }
  return json;
}

// A proof and how long it took.
struct TimedProof {
  policy::Proof proof = {};
  double seconds = 0;
};

TimedProof ProveTimed(const Context& context, const policy::Program& program) {
  const absl::Time begin = context.now();
  TimedProof timed{.proof = policy::Prove(program)};
  timed.seconds = absl::ToDoubleSeconds(context.now() - begin);
  return timed;
}

nlohmann::ordered_json AsJson(const TimedProof& timed,
                              const policy::Program& program,
                              Language language) {
  const policy::Proof& proof = timed.proof;
  nlohmann::ordered_json json = {{"holds", proof.Holds()},
                                 {"questions", proof.questions},
                                 {"rows", proof.rows},
                                 {"ages", proof.ages},
                                 {"class_sets", proof.class_sets},
                                 {"facts", proof.facts},
                                 {"words", proof.words},
                                 {"alone", proof.alone},
                                 {"entries", proof.entries},
                                 {"seconds", timed.seconds}};
  json["held_against"] = nlohmann::ordered_json::array();
  for (const int invariant : proof.held_against) {
    json["held_against"].push_back(InvariantCode(invariant));
  }
  json["violations"] = nlohmann::ordered_json::array();
  for (const policy::Violation& violation : proof.violations) {
    json["violations"].push_back(
        {{"invariant", InvariantCode(violation.invariant)},
         {"message", policy::DescribeViolation(program, violation, language)}});
  }
  return json;
}

void PrintProof(Context& context, const TimedProof& timed,
                const policy::Program& program) {
  const Language language = context.language();
  for (const std::string& line : policy::DescribeProof(timed.proof, language)) {
    context.Print(Paragraph(line));
  }
  std::string seconds = absl::StrFormat("%.2f", timed.seconds);
  if (language == Language::kFrench) seconds[seconds.find('.')] = ',';
  context.Print(
      Paragraph(context.Text("charter.time-s", {{"seconds", seconds}})));
  for (const policy::Violation& violation : timed.proof.violations) {
    context.Print(Paragraph(
        policy::DescribeViolation(program, violation, language), "", "  "));
  }
}

std::string Verdict(const Context& context, const TimedProof& timed,
                    bool is_held) {
  if (!timed.proof.Holds()) {
    return context.Text("charter.the-charter-breaks-the");
  }
  return is_held ? context.Text("charter.proven-no-question-breaks")
                 : context.Text("charter.the-text-breaks-the");
}

absl::StatusOr<ExitCode> Check(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const std::string text, CharterText(context, options.file));
  const policy::CompileResult result = policy::Compile(text);
  const Language language = context.language();
  // Below the floor the proof has an example of what would be allowed.
  const auto proven =
      result.program != nullptr ? result.program : policy::CompileUnheld(text);
  TimedProof timed;
  const bool proves = options.proof && proven != nullptr;
  if (proves) timed = ProveTimed(context, *proven);
  const bool good = result.program != nullptr && timed.proof.Holds();
  if (context.json) {
    nlohmann::ordered_json json;
    json["valid"] = good;
    json["issues"] = AsJson(result.issues, language);
    if (proves) json["proof"] = AsJson(timed, *proven, language);
    context.Print(JsonText(json));
    return good ? ExitCode::kOk : ExitCode::kRefused;
  }
  for (const policy::Issue& issue : result.issues) {
    context.Print(Paragraph(policy::DescribeLine(options.file, issue, language),
                            "", "  "));
  }
  if (result.program == nullptr) {
    if (proves) {
      PrintProof(context, timed, *proven);
      context.Print(Paragraph(Verdict(context, timed, /*is_held=*/false)));
    }
    context.Say(context.Text("charter.issue-s-to-correct",
                             {{"n", result.issues.size()}}));
    return ExitCode::kRefused;
  }
  context.Print(Paragraph(context.Text(
      "charter.charter-in-order", {{"title", result.program->title()},
                                   {"version", result.program->version()}})));
  if (proves) {
    PrintProof(context, timed, *result.program);
    context.Print(Paragraph(Verdict(context, timed, /*is_held=*/true)));
  }
  return good ? ExitCode::kOk : ExitCode::kRefused;
}

// The program of a file without issue; with issues, the first is said.
absl::StatusOr<std::shared_ptr<const policy::Program>> ProgramOf(
    Context& context, const std::string& file) {
  ASSIGN_OR_RETURN(const std::string text, CharterText(context, file));
  const policy::CompileResult result = policy::Compile(text);
  if (result.program != nullptr) return result.program;
  return RefusedError(context.Text(
      "charter.all-faults-sceau-charter-check",
      {{"fault",
        policy::DescribeLine(file, result.issues[0], context.language())}}));
}

absl::StatusOr<ExitCode> Diff(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const auto before, ProgramOf(context, options.file));
  ASSIGN_OR_RETURN(const auto after, ProgramOf(context, options.other_file));
  const policy::CharterDiff diff = policy::Compare(*before, *after);
  const Labels labels(context.vocabulary(), context.language(), {});
  const auto lines = ChangeLines(diff, *before, *after, labels);
  if (context.json) {
    nlohmann::ordered_json json = {{"questions", diff.questions},
                                   {"gained", diff.gained},
                                   {"lost", diff.lost},
                                   {"altered", diff.altered}};
    // The first line says the counts.
    json["changes"] = std::vector<std::string>(lines.begin() + 1, lines.end());
    context.Print(JsonText(json));
    return ExitCode::kOk;
  }
  for (const std::string& line : lines) {
    context.Print(Paragraph(line, "", "  "));
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Matrix(Context& context, const Options& options) {
  std::shared_ptr<const policy::Program> program;
  if (options.file.empty()) {
    RETURN_IF_ERROR(context.Charter().status());
    program = context.CompiledCharter();
    if (program == nullptr) {
      return RefusedError(context.Text("charter.this-program-cannot-read-the"));
    }
  } else {
    ASSIGN_OR_RETURN(program, ProgramOf(context, options.file));
  }
  const policy::PartnerIndex partner = program->FindPartner(options.partner);
  if (partner == policy::kNoPartner) {
    std::vector<std::string> known;
    for (size_t p = 0; p < program->partner_count(); ++p) {
      known.emplace_back(
          program->PartnerId(static_cast<policy::PartnerIndex>(p)));
    }
    return UsageError(context.Text("charter.no-organisation-of-this-charter",
                                   {{"list", absl::StrJoin(known, ", ")}}));
  }
  const Labels labels(context.vocabulary(), context.language(), {});
  if (context.json) {
    context.Print(MatrixAsJson(*program, partner, labels));
    return ExitCode::kOk;
  }
  context.Print(options.html ? MatrixAsHtml(*program, partner, labels)
                             : MatrixAsText(*program, partner, labels));
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = *commands.app().get_subcommand("charter");
  const auto options = NewOptions<Options>();
  CLI::App& check = commands.Command(
      group, "check", "charter.command-check",
      {"sceau charter check projet.textproto",
       "sceau charter check --proof projet.textproto"},
      [options](Context& context) { return Check(context, *options); });
  check
      .add_option(commands.Text("common.file"), options->file,
                  commands.Text("charter.charter-in-protobuf-text"))
      ->required();
  check.add_flag("--proof,--preuve", options->proof,
                 commands.Text("charter.option-preuve"));
  const std::string file = commands.Text("common.file");
  CLI::App& diff = commands.Command(
      group, "diff", "charter.command-diff",
      {"sceau charter diff charte.textproto projet.textproto"},
      [options](Context& context) { return Diff(context, *options); });
  diff.add_option(commands.Text("charter.before"), options->file,
                  commands.Text("charter.todays-charter"))
      ->required();
  diff.add_option(commands.Text("charter.after"), options->other_file,
                  commands.Text("charter.the-draft"))
      ->required();
  CLI::App& matrix = commands.Command(
      group, "matrix", "charter.command-matrix",
      {"sceau charter matrix --partner pjj",
       "sceau charter matrix --partner pjj --html charte.textproto > pjj.html"},
      [options](Context& context) { return Matrix(context, *options); });
  matrix
      .add_option("--partner,--organisation", options->partner,
                  commands.Text("charter.option-organisation"))
      ->required();
  matrix.add_flag("--html", options->html,
                  commands.Text("charter.option-html"));
  matrix.add_option(file, options->file,
                    commands.Text("charter.charter-in-protobuf-text"));
}

}  // namespace sceau::command_charter_file
