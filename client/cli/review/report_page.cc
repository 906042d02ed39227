#include "client/cli/review/report_page.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/cli/review/review_lines.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/decision_words.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

using print::Cell;
using print::Column;

// 12345 is « 12 345 », with a space that does not break.
std::string Thousands(int64_t number) {
  std::string digits = absl::StrCat(number);
  for (size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, "\u202F");
  }
  return digits;
}

// Two lines of groups that an eye can compare.
std::string HexGroups(const crypto::Hash& hash) {
  constexpr size_t kGroup = 4;
  const std::string hex = absl::BytesToHexString(crypto::AsText(hash));
  std::string groups;
  for (size_t at = 0; at < hex.size(); at += kGroup) {
    if (at != 0) groups += at == hex.size() / 2 ? "\n" : " ";
    groups += hex.substr(at, kGroup);
  }
  return groups;
}

class ReportWriter {
 public:
  ReportWriter(const CheckedReport& checked, const Labels& labels)
      : checked_(checked), report_(checked.report), labels_(labels) {}

  print::Document Write() && {
    Head();
    Overview();
    Readings();
    Signals();
    Findings();
    Questions();
    Signature();
    Partners();
    return std::move(out_);
  }

 private:
  using Kind = print::Paragraph::Kind;
  static constexpr Language kFrench = Language::kFrench;

  void Head() {
    const std::string from = LongDate(report_.start_date(), kFrench);
    const std::string to = LongDate(report_.end_date(), kFrench);
    out_.kind = labels_.Text("report.kind");
    out_.title = labels_.Text("report.title");
    out_.subtitle = Safe(report_.title());
    out_.byline = labels_.Text(
        "report.byline", {{"first", from},
                          {"last", to},
                          {"officer", Safe(report_.officer())},
                          {"time", LongTime(report_.create_time(), kFrench)}});
    out_.author = Safe(report_.officer());
    out_.running_left = out_.subtitle;
    out_.running_right = absl::StrCat(ShortDate(report_.start_date()), " – ",
                                      ShortDate(report_.end_date()));
    out_.footer = labels_.Text(
        "report.footer",
        {{"review", checked_.review},
         {"digest", absl::BytesToHexString(crypto::AsText(checked_.digest))
                        .substr(0, 16)}});
    out_.unix_seconds = report_.create_time().seconds();
  }

  void Overview() {
    out_.blocks.push_back(print::Numbers{
        {{Thousands(report_.leaves()),
          labels_.Text("report.leaves-of-the-period")},
         {Thousands(report_.figures().readings()),
          labels_.Text("report.readings")},
         {Thousands(report_.justified()), labels_.Text("report.justified")},
         {absl::StrCat(report_.answers(), " / ", report_.questions()),
          labels_.Text("report.answers")},
         {Thousands(report_.findings_size()),
          labels_.Text("report.findings")}}});
    const v1::Sample& sample = report_.sample();
    Say(Kind::kStatement, Safe(sample.statement()));
    if (sample.population() == 0) return;
    Say(Kind::kNote,
        labels_.Text("report.sample",
                     {{"population", Thousands(sample.population())},
                      {"drawn", Thousands(sample.size())},
                      {"examined", Thousands(sample.concluded())},
                      {"unjustified", Thousands(sample.unjustified())},
                      {"confidence", sample.confidence_percent()}}));
  }

  void Readings() {
    out_.blocks.push_back(
        print::Heading{labels_.Text("report.readings-by-right")});
    const v1::Figures& figures = report_.figures();
    if (figures.figures().empty()) {
      Say(Kind::kBody, labels_.Text("report.no-reading"));
      return;
    }
    std::map<std::string, std::map<std::string, const v1::Figure*>> rows;
    std::map<std::string, int64_t> totals;
    int64_t most = 1;
    for (const v1::Figure& figure : figures.figures()) {
      rows[figure.partner()][figure.right()] = &figure;
      totals[figure.right()] += figure.readings();
      most = std::max(most, figure.readings());
    }
    std::vector<std::pair<std::string, int64_t>> rights(totals.begin(),
                                                        totals.end());
    std::stable_sort(
        rights.begin(), rights.end(),
        [](const auto& a, const auto& b) { return a.second > b.second; });
    // More columns than stand side by side make several tables, as wide each.
    constexpr size_t kMostColumns = 6;
    const size_t tables = (rights.size() + kMostColumns - 1) / kMostColumns;
    const size_t columns = (rights.size() + tables - 1) / tables;
    for (size_t first = 0; first < rights.size(); first += columns) {
      print::Table table;
      table.columns.push_back(
          {.heading = labels_.Text("common.organisation"), .width = 2.1});
      const size_t last = std::min(first + columns, rights.size());
      for (size_t i = first; i < last; ++i) {
        table.columns.push_back(
            {.heading = Safe(RightText(rights[i].first, labels_))});
      }
      for (const auto& [partner, by_right] : rows) {
        std::vector<Cell> cells = {{.text = Organisation(partner)}};
        for (size_t i = first; i < last; ++i) {
          const auto found = by_right.find(rights[i].first);
          cells.push_back(FigureCell(
              found == by_right.end() ? nullptr : found->second, most));
        }
        table.rows.push_back(std::move(cells));
      }
      out_.blocks.push_back(std::move(table));
    }
    Say(Kind::kNote,
        labels_.Text("report.bars", {{"minimum", figures.minimum()}}));
  }

  Cell FigureCell(const v1::Figure* figure, int64_t most) const {
    if (figure == nullptr) return {.text = "–"};
    if (figure->hidden()) {
      return {.text = absl::StrCat("< ", report_.figures().minimum()),
              .bar = Cell::Bar::kHatched};
    }
    return {.text = Thousands(figure->readings()),
            .bar = Cell::Bar::kSolid,
            .share = static_cast<double>(figure->readings()) /
                     static_cast<double>(most)};
  }

  void Signals() {
    out_.blocks.push_back(print::Heading{labels_.Text("report.signals")});
    if (report_.signals().empty()) {
      Say(Kind::kBody, labels_.Text("report.no-signal-rule"));
      return;
    }
    print::Table table;
    table.columns = {{.heading = labels_.Text("report.number"),
                      .width = 0.6,
                      .kind = Column::Kind::kCount},
                     {.heading = labels_.Text("report.signal"), .width = 1.8},
                     {.heading = labels_.Text("report.rule"), .width = 4}};
    for (const v1::SignalCount& signal : report_.signals()) {
      table.rows.push_back({{.text = Thousands(signal.count())},
                            {.text = Safe(labels_.Value(signal.rule()))},
                            {.text = Safe(signal.rule_text())}});
    }
    out_.blocks.push_back(std::move(table));
    Say(Kind::kNote, labels_.Text("report.signal-is-no-finding"));
  }

  void Findings() {
    out_.blocks.push_back(
        print::Heading{labels_.Text("report.findings-and-measures")});
    if (report_.findings().empty()) {
      Say(Kind::kBody, labels_.Text("report.no-finding"));
      return;
    }
    print::Table table;
    table.columns = {
        {.heading = labels_.Text("report.item"),
         .width = 0.4,
         .kind = Column::Kind::kCount},
        {.heading = labels_.Text("common.organisation"), .width = 1.45},
        {.heading = labels_.Text("report.finding"), .width = 1.3},
        {.heading = labels_.Text("report.accesses"),
         .width = 0.6,
         .kind = Column::Kind::kCount},
        {.heading = labels_.Text("report.cases"), .width = 1.15},
        {.heading = labels_.Text("report.reason"), .width = 1.6},
        {.heading = labels_.Text("report.measures"), .width = 2.9}};
    for (const v1::ReportedFinding& finding : report_.findings()) {
      table.rows.push_back(FindingRow(finding, table.rows.size() + 1));
    }
    out_.blocks.push_back(std::move(table));
  }

  std::vector<Cell> FindingRow(const v1::ReportedFinding& finding,
                               size_t number) {
    std::vector<std::string> situations;
    for (const std::string& name : finding.situations()) {
      situations.push_back(Safe(name));
    }
    std::vector<std::string> reasons;
    if (finding.justification() != v1::ACCESS_JUSTIFICATION_UNSPECIFIED) {
      reasons.push_back(Safe(labels_.Value(finding.justification())));
    }
    if (finding.personal_link() == v1::PERSONAL_LINK_YES) {
      reasons.push_back(labels_.Text("report.knows-the-person"));
    }
    std::vector<std::string> measures;
    for (const v1::JournalMeasure& measure : finding.measures()) {
      Places places = {{"measure", Safe(labels_.Value(measure.kind()))},
                       {"day", ShortDate(measure.record_time())}};
      if (measure.has_due_time()) {
        places.emplace_back("due", LongTime(measure.due_time(), kFrench));
      }
      measures.push_back(labels_.Text("report.measure", places));
    }
    return {
        {.text = absl::StrCat(number)},
        {.text = Organisation(finding.partner())},
        {.text = Safe(labels_.Value(finding.outcome()))},
        {.text = Thousands(finding.accesses())},
        {.text = situations.empty() ? "–" : absl::StrJoin(situations, ", ")},
        {.text = reasons.empty() ? "–" : absl::StrJoin(reasons, " ; ")},
        {.text = measures.empty() ? labels_.Text("report.no-measure")
                                  : absl::StrJoin(measures, "\n")}};
  }

  void Questions() {
    out_.blocks.push_back(
        print::Heading{labels_.Text("report.questions-and-acts")});
    Places places = {
        {"questions", Counted(report_.questions(), "report.no-question",
                              "report.questions-asked")},
        {"answers", Counted(report_.answers(), "report.no-answer",
                            "report.answers-received")},
        {"justified", Counted(report_.justified(), "report.none-justified",
                              "report.accesses-justified")}};
    if (report_.acts_verdict() != v1::ACTS_VERDICT_UNSPECIFIED) {
      places.emplace_back("verdict",
                          Safe(labels_.Value(report_.acts_verdict())));
    }
    Say(Kind::kBody, labels_.Text("report.questions", places));
  }

  void Signature() {
    out_.blocks.push_back(
        print::Heading{labels_.Text("report.signature-and-proof")});
    const crypto::Checkpoint& checkpoint = checked_.checkpoint;
    print::Table table;
    table.together = true;
    table.columns = {{.width = 1}, {.width = 2.9, .kind = Column::Kind::kCode}};
    const auto add = [&table](absl::string_view what, std::string value) {
      table.rows.push_back(
          {{.text = std::string(what)}, {.text = std::move(value)}});
    };
    add(labels_.Text("report.officer-as-said"), Safe(report_.officer()));
    add(labels_.Text("report.signer"), Safe(SignedByText(checked_, labels_)));
    add(labels_.Text("common.keys-fingerprint"),
        HexGroups(checked_.key_fingerprint));
    add(labels_.Text("report.signature"),
        absl::Base64Escape(checked_.signature));
    add(labels_.Text("report.report-digest"), HexGroups(checked_.digest));
    add(labels_.Text("report.journal-origin"), Safe(checkpoint.origin));
    add(labels_.Text("report.journal-size"),
        labels_.Text(
            "report.journal-leaves",
            {{"leaves", Thousands(static_cast<int64_t>(checkpoint.size))}}));
    add(labels_.Text("report.journal-compared"),
        SeenText(checked_.seen, labels_));
    add(labels_.Text("report.journal-root"),
        absl::Base64Escape(crypto::AsText(checkpoint.root)));
    out_.blocks.push_back(std::move(table));
    Say(Kind::kNote, labels_.Text("report.how-to-check"));
  }

  // The short names used above: what they stand for, here and in what is
  // signed.
  void Partners() {
    if (partners_.empty()) return;
    std::vector<std::string> lines;
    for (const std::string& id : partners_) {
      std::string line = Organisation(id);
      const std::string name = labels_.Partner(id);
      if (name != labels_.ShortPartner(id)) {
        absl::StrAppend(&line, " : ", Safe(name));
      }
      lines.push_back(
          labels_.Text("report.named", {{"name", line}, {"id", Safe(id)}}));
    }
    Say(Kind::kNote, labels_.Text("report.organisations",
                                  {{"list", absl::StrJoin(lines, " ; ")}}));
  }

  // « 2 réponses », « 1 réponse », « aucune réponse ».
  std::string Counted(int64_t count, absl::string_view none,
                      absl::string_view some) const {
    return count == 0 ? labels_.Text(none)
                      : labels_.Text(
                            some, {{"n", count}, {"number", Thousands(count)}});
  }

  void Say(Kind kind, std::string text) {
    out_.blocks.push_back(print::Paragraph{std::move(text), kind});
  }

  // Its short name; the end of the page says what that stands for.
  std::string Organisation(const std::string& id) {
    partners_.insert(id);
    std::string name = Safe(labels_.ShortPartner(id));
    if (!name.empty()) {
      name[0] = absl::ascii_toupper(static_cast<unsigned char>(name[0]));
    }
    return name;
  }

  const CheckedReport& checked_;
  const v1::JournalReport& report_;
  const Labels& labels_;
  std::set<std::string> partners_;
  print::Document out_;
};

}  // namespace

std::string SignedByText(const CheckedReport& checked, const Labels& labels) {
  const std::string who =
      checked.signer.empty()
          ? std::string(labels.Text("report.signed-by-a-key"))
          : labels.Text("report.signed-by-the-member-organisation",
                        {{"signer", checked.signer},
                         {"signer_partner", checked.signer_partner}});
  switch (checked.key) {
    case KeyKnown::kNot:
      break;
    case KeyKnown::kCompared:
      return labels.Text("report.the-keys-fingerprint-was-compared",
                         {{"who", who}});
    case KeyKnown::kOwn:
      return labels.Text("report.with-this-workstations-key", {{"who", who}});
  }
  return labels.Text("report.nothing-in-this-file-proves", {{"who", who}});
}

std::string SeenText(Seen seen, const Labels& labels) {
  switch (seen) {
    case Seen::kNothing:
      break;
    case Seen::kSame:
      return std::string(labels.Text("report.the-same-as-this"));
    case Seen::kOlder:
      return std::string(labels.Text("report.older-than-what-this"));
    case Seen::kNewer:
      return std::string(labels.Text("report.newer-than-what-this"));
  }
  return std::string(labels.Text("report.this-workstation-has-seen"));
}

print::Document ReportPage(const CheckedReport& checked, const Labels& labels) {
  const Labels french(labels.vocabulary(), Language::kFrench,
                      labels.partners());
  return ReportWriter(checked, french).Write();
}

}  // namespace sceau
