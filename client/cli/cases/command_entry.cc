// sceau entry template|add|supersede|narrow|withdraw
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/change_entry.h"
#include "client/cli/cases/condition_options.h"
#include "client/cli/cases/entry_text.h"
#include "client/cli/cases/find_entry.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/json_text.h"
#include "client/cli/words/values.h"
#include "client/lib/files.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_entry {
namespace {

constexpr int kBodyFieldBase = 100;

struct Options {
  std::string category = {};
  EntryReference entry = {};
  std::string case_id = {};
  std::vector<std::string> words =
      {};  // A file, or a category and field=value.
  std::vector<std::string> readers = {};
  ConditionOptions conditions = {};
};

absl::StatusOr<ExitCode> Template(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::Category category,
                   ReadEnum<v1::Category>(options.category, context.labels()));
  const std::string text = EntryTemplate(category, context.labels());
  context.Print(context.json ? JsonText({{"template", text}}) : text);
  return ExitCode::kOk;
}

// field=value words, set in `message`.
absl::Status SetWords(Context& context, const std::vector<std::string>& words,
                      size_t first, google::protobuf::Message& message) {
  for (size_t i = first; i < words.size(); ++i) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(words[i], absl::MaxSplits('=', 1));
    if (!absl::StrContains(words[i], "=")) {
      return UsageError(
          context.Text("entry.write-field-value", {{"typed", Safe(words[i])}}));
    }
    RETURN_IF_ERROR(SetField(message, parts.first, parts.second,
                             context.today(), context.labels()));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Entry> ReadFileEntry(Context& context,
                                        const std::string& path) {
  const auto text = ReadFile(path, kMaxEntryFileBytes);
  if (!text.ok()) {
    return UsageError(context.Text("common.file-unreadable", {{"file", path}}));
  }
  return ParseEntry(*text, context.labels());
}

// « FICHIER », or « RUBRIQUE champ=valeur … ».
absl::StatusOr<v1::Entry> ReadNewEntry(Context& context,
                                       const Options& options) {
  const std::vector<std::string>& words = options.words;
  v1::Entry entry;
  if (words.size() == 1) {
    const auto category = ReadEnum<v1::Category>(words[0], context.labels());
    if (category.ok() && !FileMode(words[0]).ok()) {
      return UsageError(
          context.Text("entry.what-the-entry-says-is",
                       {{"section", context.labels().Category(*category)},
                        {"typed", words[0]}}));
    }
    ASSIGN_OR_RETURN(entry, ReadFileEntry(context, words[0]));
  } else {
    ASSIGN_OR_RETURN(const v1::Category category,
                     ReadEnum<v1::Category>(words[0], context.labels()));
    v1::EntryBody& body = *entry.mutable_body();
    const auto* field = v1::EntryBody::descriptor()->FindFieldByNumber(
        kBodyFieldBase + static_cast<int>(category));
    RETURN_IF_ERROR(
        SetWords(context, words, 1,
                 *body.GetReflection()->MutableMessage(&body, field)));
  }
  ASSIGN_OR_RETURN(const std::vector<v1::Condition> conditions,
                   ReadConditions(options.conditions, context));
  for (const v1::Condition& condition : conditions) {
    *entry.add_conditions() = condition;
  }
  for (const std::string& reader : options.readers) {
    entry.add_narrowed_to(reader);
  }
  return entry;
}

absl::StatusOr<ExitCode> Add(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::Entry entry, ReadNewEntry(context, options));
  return Deposit(context, options.case_id, entry);
}

bool Any(const v1::Entry&) { return true; }

absl::StatusOr<ExitCode> Supersede(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(
      const v1::Entry current,
      FindEntry(context, options.entry, v1::READING_PURPOSE_FOLLOW_UP, Any));
  v1::SupersedeEntryRequest request = ChangeOf(current);
  if (options.words.size() == 1 && !absl::StrContains(options.words[0], "=")) {
    ASSIGN_OR_RETURN(const v1::Entry text,
                     ReadFileEntry(context, options.words[0]));
    *request.mutable_body() = text.body();
  } else {
    *request.mutable_body() = current.body();
    ClearOutputFields(*request.mutable_body());
    auto* body = MutableBodyOf(*request.mutable_body());
    if (body != nullptr) {
      RETURN_IF_ERROR(SetWords(context, options.words, 0, *body));
    }
  }
  ASSIGN_OR_RETURN(const std::vector<v1::Condition> conditions,
                   ReadConditions(options.conditions, context));
  for (const v1::Condition& condition : conditions) {
    *request.add_conditions() = condition;
  }
  return SendChange(context, request);
}

absl::StatusOr<ExitCode> Narrow(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(
      const v1::Entry current,
      FindEntry(context, options.entry, v1::READING_PURPOSE_FOLLOW_UP, Any));
  v1::NarrowEntryRequest request;
  request.set_name(current.name());
  request.set_etag(current.etag());
  for (const std::string& reader : options.readers) {
    request.add_narrowed_to(reader);
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::Entry narrowed, api->NarrowEntry(request));
  return ShowRecorded(context, narrowed);
}

absl::StatusOr<ExitCode> Withdraw(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(
      const v1::Entry current,
      FindEntry(context, options.entry, v1::READING_PURPOSE_FOLLOW_UP, Any));
  v1::WithdrawEntryRequest request;
  request.set_name(current.name());
  request.set_etag(current.etag());
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::Entry withdrawn, api->WithdrawEntry(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(withdrawn));
  } else {
    context.Print(Paragraph(context.Text("entry.entry-withdrawn-it-is")));
  }
  return ExitCode::kOk;
}

void AddReaders(Commands& commands, CLI::App& command, Options& options) {
  command
      .add_option("--pour,--for", options.readers,
                  commands.Text("entry.option-for"))
      ->delimiter(',');
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("entry", "entry.command");
  const auto options = NewOptions<Options>();
  commands
      .Command(
          group, "template", "entry.command-template",
          {"sceau entry template SCHOOLING > fiche.txt",
           "sceau entry template \"Points d'appui\""},
          [options](Context& context) { return Template(context, *options); })
      .add_option(commands.Text("common.section"), options->category,
                  commands.Text("entry.identity-contact-details-schooling"))
      ->required();

  CLI::App& add = commands.Command(
      group, "add", "entry.command-add",
      {"sceau entry add DOSSIER fiche.txt",
       "sceau entry add DOSSIER STRENGTHS codes=PROJECT,MOTIVATION",
       "sceau entry add DOSSIER SCHOOLING status=IN_SCHOOL level=LEVEL_3E \\",
       "    since=09/2026"},
      [options](Context& context) { return Add(context, *options); });
  AddCaseReference(commands, add, options->case_id);
  add.add_option(commands.Text("common.file"), options->words,
                 commands.Text("entry.a-filled-in-file"))
      ->required();
  AddReaders(commands, add, *options);
  AddConditionOptions(commands, add, options->conditions);

  CLI::App& supersede = commands.Command(
      group, "supersede", "entry.command-supersede",
      {"sceau entry supersede DOSSIER FICHE status=EMPLOYED",
       "sceau entry supersede DOSSIER FICHE fiche.txt"},
      [options](Context& context) { return Supersede(context, *options); });
  AddEntryReference(commands, supersede, options->entry,
                    /*entry_required=*/true);
  supersede
      .add_option(commands.Text("entry.fields"), options->words,
                  commands.Text("entry.field-value-or-a"))
      ->required();
  AddConditionOptions(commands, supersede, options->conditions);

  CLI::App& narrow = commands.Command(
      group, "narrow", "entry.command-narrow",
      {"sceau entry narrow DOSSIER FICHE --pour mission-locale"},
      [options](Context& context) { return Narrow(context, *options); });
  AddEntryReference(commands, narrow, options->entry, /*entry_required=*/true);
  AddReaders(commands, narrow, *options);

  CLI::App& withdraw = commands.Command(
      group, "withdraw", "entry.command-withdraw",
      {"sceau entry withdraw DOSSIER FICHE"},
      [options](Context& context) { return Withdraw(context, *options); });
  AddEntryReference(commands, withdraw, options->entry,
                    /*entry_required=*/true);
}

}  // namespace sceau::command_entry
