#include "client/cli/charter/render_matrix.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

#include "client/cli/words/json_text.h"
#include "nlohmann/json.hpp"
#include "policy/compile/catalogue.h"
#include "policy/describe/describe_words.h"
#include "policy/describe/rights_table.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

std::string AgeWords(const policy::Ages& ages, int ceiling,
                     const Labels& labels) {
  std::vector<std::string> words;
  for (const auto& [from, to] : ages) {
    if (from == 0 && to + 1 >= ceiling) return "";
    if (from == 0) {
      words.push_back(labels.Text("matrix.age-under", {{"age", to + 1}}));
    } else if (to + 1 >= ceiling) {
      words.push_back(labels.Text("matrix.age-from", {{"age", from}}));
    } else {
      words.push_back(
          labels.Text("matrix.age-between", {{"from", from}, {"to", to}}));
    }
  }
  return absl::StrJoin(words, ", ");
}

// The fields or the kinds, when not all of them.
std::string OnlyWords(const policy::TableRight& right, v1::Category category,
                      const Labels& labels) {
  std::vector<std::string> words;
  const auto& content = *policy::ContentOf(category);
  const bool of_kinds = right.kinds != policy::kAllKinds;
  bool of_fields = false;
  std::vector<std::string> fields;
  for (int i = 0; i < content.field_count(); ++i) {
    const auto& field = *content.field(i);
    // Origin.profile is the coordinator's alone, everywhere.
    const bool shown =
        ((right.fields >> static_cast<unsigned>(field.number())) & 1) != 0;
    const bool profile = category == v1::CATEGORY_ORIGIN &&
                         field.number() == v1::Origin::kProfileFieldNumber;
    if (shown) fields.push_back(labels.Field(field));
    if (!shown && !profile) of_fields = true;
  }
  if (of_fields) words = fields;
  if (of_kinds) {
    const auto* list = content.FindFieldByName("kind")->enum_type();
    for (int i = 0; i < list->value_count(); ++i) {
      const int number = list->value(i)->number();
      if (number > 0 &&
          ((right.kinds >> static_cast<unsigned>(number)) & 1) != 0) {
        words.push_back(labels.Value(*list->value(i)));
      }
    }
  }
  if (words.empty()) return "";
  return labels.Text("matrix.only", {{"words", absl::StrJoin(words, ", ")}});
}

std::string RightWords(const policy::TableRight& right, v1::Category category,
                       int ceiling, const Labels& labels) {
  std::vector<std::string> words;
  const std::string relations =
      policy::RelationWords(right.relations, labels.language());
  words.push_back(relations.empty() ? labels.Text("matrix.always") : relations);
  for (std::string more :
       {AgeWords(right.ages, ceiling, labels),
        policy::ConditionWords(right.conditions, labels.language()),
        OnlyWords(right, category, labels)}) {
    if (!more.empty()) words.push_back(std::move(more));
  }
  return absl::StrJoin(words, " ; ");
}

std::vector<std::string> RightsCell(
    const std::vector<policy::TableRight>& rights, v1::Category category,
    int ceiling, const Labels& labels) {
  std::vector<std::string> lines;
  for (const policy::TableRight& right : rights) {
    lines.push_back(RightWords(right, category, ceiling, labels));
  }
  if (lines.empty()) lines.push_back("–");
  return lines;
}

std::string EscapedHtml(absl::string_view text) {
  return absl::StrReplaceAll(
      Safe(text),
      {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

std::string HtmlCell(const std::vector<std::string>& lines) {
  std::string html = "<td>";
  for (const std::string& line : lines) {
    absl::StrAppend(&html, "<div>", EscapedHtml(line), "</div>");
  }
  return html + "</td>";
}

// The sentences of the charter behind the rights of a row, each once.
std::vector<std::string> Reasons(const policy::Program& program,
                                 const policy::TableRow& row) {
  std::vector<std::string> reasons;
  for (const auto* rights : {&row.read, &row.contribute}) {
    for (const policy::TableRight& right : *rights) {
      for (const uint16_t index : right.rules) {
        const policy::RuleText& rule = program.rule(index);
        std::string reason =
            absl::StrCat(rule.reason_fr, " (", rule.article, ")");
        if (std::find(reasons.begin(), reasons.end(), reason) ==
            reasons.end()) {
          reasons.push_back(std::move(reason));
        }
      }
    }
  }
  return reasons;
}

std::string Foot(const Labels& labels) {
  return labels.Text("matrix.one-of-the-relations");
}

constexpr char kStyle[] =
    "@page { size: A4; margin: 14mm; }\n"
    "body { font: 9pt/1.35 sans-serif; color: #111; max-width: 182mm;\n"
    "       margin: 0 auto; }\n"
    "h1 { font-size: 13pt; margin: 0 0 1mm; }\n"
    "p { margin: 0 0 3mm; }\n"
    "table { border-collapse: collapse; width: 100%; }\n"
    "th, td { border: 0.3mm solid #777; padding: 1mm 1.5mm; text-align: left;\n"
    "         vertical-align: top; }\n"
    "thead { display: table-header-group; }\n"
    "tr { page-break-inside: avoid; }\n"
    ".why { color: #444; font-size: 8pt; }\n";

}  // namespace

std::string MatrixAsText(const policy::Program& program,
                         policy::PartnerIndex partner, const Labels& labels) {
  const int ceiling = program.clocks().ceiling_age;
  std::vector<std::vector<std::string>> rows;
  for (const policy::TableRow& row :
       policy::RightsOf(program, partner, v1::ROLE_MEMBER)) {
    const auto cell = [&](const std::vector<policy::TableRight>& rights) {
      return absl::StrJoin(RightsCell(rights, row.category, ceiling, labels),
                           "\n");
    };
    rows.push_back(
        {labels.Category(row.category), cell(row.read), cell(row.contribute)});
  }
  return absl::StrCat(
      Paragraph(program.PartnerName(partner)),
      Paragraph(absl::StrCat(program.title(), ", ", program.version())), "\n",
      Table({labels.Text("matrix.category"), labels.Text("matrix.reads"),
             labels.Text("matrix.contributes")},
            rows),
      "\n", Paragraph(Foot(labels)));
}

std::string MatrixAsJson(const policy::Program& program,
                         policy::PartnerIndex partner, const Labels& labels) {
  const int ceiling = program.clocks().ceiling_age;
  nlohmann::ordered_json json;
  json["partner"] = std::string(program.PartnerId(partner));
  json["name"] = std::string(program.PartnerName(partner));
  json["charter"] = std::string(program.version());
  json["rows"] = nlohmann::ordered_json::array();
  for (const policy::TableRow& row :
       policy::RightsOf(program, partner, v1::ROLE_MEMBER)) {
    const auto words = [&](const std::vector<policy::TableRight>& rights) {
      std::vector<std::string> lines;
      for (const policy::TableRight& right : rights) {
        lines.push_back(RightWords(right, row.category, ceiling, labels));
      }
      return lines;
    };
    nlohmann::ordered_json line;
    line["category"] =
        v1::Category_Name(row.category).substr(sizeof("CATEGORY_") - 1);
    line["name"] = labels.Category(row.category);
    line["reads"] = words(row.read);
    line["contributes"] = words(row.contribute);
    line["why"] = Reasons(program, row);
    json["rows"].push_back(std::move(line));
  }
  return JsonText(json);
}

std::string MatrixAsHtml(const policy::Program& program,
                         policy::PartnerIndex partner, const Labels& labels) {
  const int ceiling = program.clocks().ceiling_age;
  const std::string name = EscapedHtml(program.PartnerName(partner));
  std::string html = absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"", labels.Text("matrix.en"),
      "\">\n<head>\n<meta charset=\"utf-8\">\n<title>", name,
      "</title>\n<style>\n", kStyle, "</style>\n</head>\n<body>\n<h1>", name,
      "</h1>\n<p>", EscapedHtml(program.title()), ", ",
      EscapedHtml(program.version()), "</p>\n<table>\n<thead><tr><th>",
      labels.Text("matrix.category"), "</th><th>", labels.Text("matrix.reads"),
      "</th><th>", labels.Text("matrix.contributes"), "</th><th>",
      labels.Text("matrix.why"), "</th></tr></thead>\n<tbody>\n");
  for (const policy::TableRow& row :
       policy::RightsOf(program, partner, v1::ROLE_MEMBER)) {
    absl::StrAppend(
        &html, "<tr><th>", EscapedHtml(labels.Category(row.category)), "</th>",
        HtmlCell(RightsCell(row.read, row.category, ceiling, labels)),
        HtmlCell(RightsCell(row.contribute, row.category, ceiling, labels)),
        "<td class=\"why\">");
    for (const std::string& reason : Reasons(program, row)) {
      absl::StrAppend(&html, "<div>", EscapedHtml(reason), "</div>");
    }
    absl::StrAppend(&html, "</td></tr>\n");
  }
  return absl::StrCat(html, "</tbody>\n</table>\n<p>",
                      EscapedHtml(Foot(labels)), "</p>\n</body>\n</html>\n");
}

}  // namespace sceau
