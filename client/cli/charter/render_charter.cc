#include "client/cli/charter/render_charter.h"

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "client/cli/console/fingerprint.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

// How roles are written in the charter (policy/charter.proto).
std::string RoleWord(v1::Role role) {
  switch (role) {
    case v1::ROLE_COORDINATOR:
      return "coordinator";
    case v1::ROLE_CO_PILOT:
      return "co-pilot";
    case v1::ROLE_CHARTER_OFFICER:
      return "charter-officer";
    case v1::ROLE_DATA_PROTECTION_OFFICER:
      return "data-protection-officer";
    case v1::ROLE_TECHNICAL_ADMINISTRATOR:
      return "technical-administrator";
    default:
      return "member";
  }
}

// "LegalRepresentatives" of a rule's id, as a category.
v1::Category CategoryNamed(absl::string_view name) {
  const auto* body = v1::EntryBody::descriptor();
  for (int i = 0; i < body->field_count(); ++i) {
    if (body->field(i)->message_type()->name() == name) {
      return static_cast<v1::Category>(body->field(i)->number() - 100);
    }
  }
  return v1::CATEGORY_UNSPECIFIED;
}

// Whether the rule is about this reader: own organisation, own role, or both.
bool IsFor(absl::string_view holder, const v1::Member& reader) {
  const std::string role = RoleWord(reader.role());
  if (reader.role() == v1::ROLE_COORDINATOR) return holder == role;
  return holder == reader.partner() ||
         (reader.role() != v1::ROLE_MEMBER && holder == role) ||
         holder == absl::StrCat(reader.partner(), "+", role);
}

using Rights = std::map<v1::Category, std::vector<std::string>>;

std::string RenderRights(const Rights& rights, const std::string& heading,
                         const Labels& labels) {
  if (rights.empty()) return "";
  std::vector<FieldText> fields;
  for (const auto& [category, reasons] : rights) {
    fields.push_back({labels.Category(category), reasons});
  }
  return absl::StrCat("\n", heading, "\n", FieldLines(fields));
}

std::string RenderGrants(const policy::Program& program,
                         const v1::Member& reader, const Labels& labels) {
  Rights read;
  Rights deposit;
  for (size_t i = 0; i < program.rule_count(); ++i) {
    const policy::RuleText& rule = program.rule(static_cast<uint16_t>(i));
    const std::vector<std::string> parts = absl::StrSplit(rule.id, '.');
    if (parts.size() < 3 || !IsFor(parts[0], reader)) continue;
    const v1::Category category = CategoryNamed(parts[1]);
    if (category == v1::CATEGORY_UNSPECIFIED) continue;
    (parts[2] == "READ" ? read : deposit)[category].push_back(absl::StrCat(
        absl::StripSuffix(rule.reason_fr, "."), " (", rule.article, ")."));
  }
  return absl::StrCat(
      RenderRights(read, labels.Text("charter.what-the-charter-shows"), labels),
      RenderRights(deposit, labels.Text("charter.what-you-may-deposit"),
                   labels));
}

}  // namespace

std::string TitleText(const v1::CharterVersion& charter,
                      const policy::Program* program, const Labels& labels) {
  if (program != nullptr) return std::string(program->title());
  return labels.Text("charter.a-title-that-the-service",
                     {{"title", charter.title()}});
}

std::string RenderCharter(const v1::CharterVersion& charter,
                          const policy::Program* program,
                          const v1::Member& reader, const Labels& labels) {
  const v1::CharterContacts& contacts = charter.contacts();
  std::vector<FieldText> fields = {
      {labels.Text("charter.version-2"), {ShortId(charter.name())}}};
  const auto add = [&](absl::string_view label, const std::string& text) {
    if (!text.empty()) {
      fields.push_back({labels.Text(label), {text}});
    }
  };
  add("common.state", charter.state() == v1::CHARTER_STATE_UNSPECIFIED
                          ? ""
                          : labels.Value(charter.state()));
  if (charter.opinion() != v1::CHARTER_OPINION_UNSPECIFIED) {
    add("charter.opinion-of-the-data",
        absl::StrCat(labels.Value(charter.opinion()), ", ",
                     LongDate(charter.opinion_date(), labels.language())));
  }
  for (const v1::CharterAdoption& adoption : charter.adoptions()) {
    add("charter.adopted-by",
        absl::StrCat(labels.Partner(adoption.partner()), ", ",
                     LongTime(adoption.time(), labels.language())));
  }
  if (charter.has_effective_time()) {
    add("charter.in-force-from",
        LongDate(DateOf(absl::ToCivilDay(
                     absl::FromUnixSeconds(charter.effective_time().seconds()),
                     GroupTimeZone())),
                 labels.language()));
  }
  if (charter.has_sign_time()) {
    add("charter.signed-by-you-on",
        LongTime(charter.sign_time(), labels.language()));
  } else {
    add("charter.signed-by-you", labels.Text("charter.not-yet-sceau-charter"));
  }
  add("charter.digest-sha-256", FingerprintText(charter.sha256()));
  add("charter.coordinator", contacts.coordinator());
  add("charter.charter-officer", contacts.charter_officer());
  add("charter.data-protection", contacts.data_protection_officer());
  add("charter.controller", contacts.controller());
  add("charter.support", contacts.support());
  std::string text;
  if (program == nullptr) {
    absl::StrAppend(
        &text, Paragraph(labels.Text("charter.caution-this-program-cannot")),
        Rule());
  }
  absl::StrAppend(&text, Paragraph(TitleText(charter, program, labels)), Rule(),
                  FieldLines(fields));
  absl::StrAppend(&text, "\n",
                  Paragraph(labels.Text("charter.what-no-line-gives")));
  if (program == nullptr) return text;
  return absl::StrCat(text, RenderGrants(*program, reader, labels));
}

}  // namespace sceau
