#include "client/cli/charter/charter_changes.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"

#include "client/cli/words/describe.h"
#include "policy/compile/compiler.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

std::string PartnerName(absl::string_view id, const policy::Program& before,
                        const policy::Program& after) {
  for (const policy::Program* program : {&after, &before}) {
    const policy::PartnerIndex partner = program->FindPartner(id);
    if (partner != policy::kNoPartner) {
      return std::string(program->PartnerName(partner));
    }
  }
  return std::string(id);
}

// Which version `charter` is held against; empty = none is known here.
absl::StatusOr<v1::CharterVersion> VersionBefore(
    Context& context, const v1::CharterVersion& charter) {
  switch (charter.state()) {
    case v1::CHARTER_STATE_DRAFT:
    case v1::CHARTER_STATE_OPINION_GIVEN:
    case v1::CHARTER_STATE_ADOPTED:
      return context.FetchCharter();
    case v1::CHARTER_STATE_IN_FORCE:
      return context.EarlierCharter();
    default:
      return v1::CharterVersion();
  }
}

}  // namespace

std::vector<std::string> ChangeLines(const policy::CharterDiff& diff,
                                     const policy::Program& before,
                                     const policy::Program& after,
                                     const Labels& labels) {
  const policy::DiffWords words = {
      .partner =
          [&](absl::string_view id) { return PartnerName(id, before, after); },
      .category =
          [&](v1::Category category) {
            return labels.Text("charter.quoted",
                               {{"section", labels.Category(category)}});
          },
      .setting =
          [&](absl::string_view name) {
            return labels.FieldOf("ClockSettings", name);
          }};
  return policy::DescribeDiff(diff, before, after, labels.language(), words);
}

absl::StatusOr<std::string> RenderChanges(Context& context,
                                          const v1::CharterVersion& charter,
                                          absl::string_view partner) {
  ASSIGN_OR_RETURN(const v1::CharterVersion earlier,
                   VersionBefore(context, charter));
  if (earlier.name().empty() || earlier.name() == charter.name()) {
    return std::string();
  }
  const Labels& labels = context.labels();
  std::string text = absl::StrCat(
      "\n",
      labels.Text(partner.empty() ? "charter.changes-since"
                                  : "charter.changes-for-you-since",
                  {{"version", ShortId(earlier.name())}}),
      "\n");
  const auto before = policy::CompileStored(earlier.source()).program;
  const auto after = policy::CompileStored(charter.source()).program;
  if (before == nullptr || after == nullptr) {
    return absl::StrCat(
        text,
        Paragraph(labels.Text("charter.this-program-cannot-read"), "  ", "  "));
  }
  policy::CharterDiff diff = policy::Compare(*before, *after);
  std::erase_if(diff.changes, [&](const policy::RightChange& change) {
    return !partner.empty() && change.partner != partner;
  });
  std::vector<std::string> lines = ChangeLines(diff, *before, *after, labels);
  if (!partner.empty()) lines.erase(lines.begin());  // Counts of everyone's.
  if (lines.empty()) lines.push_back(labels.Text("charter.nothing"));
  for (const std::string& line : lines) {
    absl::StrAppend(&text, Paragraph(line, "  • ", "    "));
  }
  return text;
}

}  // namespace sceau
