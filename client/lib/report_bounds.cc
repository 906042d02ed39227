#include "client/lib/report_bounds.h"

#include <set>
#include <string>
#include <utility>

#include "absl/time/civil_time.h"

namespace sceau {
namespace {

constexpr int kPercent = 100;
constexpr int kPerMille = 1'000;

bool IsText(const std::string& text) {
  return text.size() <= kMaxReportedTextBytes;
}

// 0 to `most`.
bool IsCount(int64_t count, int64_t most) {
  return count >= 0 && count <= most;
}

// Adds without ever passing `most`.
bool Add(int64_t count, int64_t most, int64_t& sum) {
  if (!IsCount(count, most - sum)) return false;
  sum += count;
  return true;
}

bool IsDate(const google::type::Date& date) {
  if (date.year() < 1 || date.year() > 9'999) return false;
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return day.year() == date.year() && day.month() == date.month() &&
         day.day() == date.day();
}

absl::CivilDay DayOf(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

bool ArePlausible(const v1::Figures& figures, int64_t leaves) {
  std::set<std::string> partners;
  std::set<std::string> rights;
  std::set<std::pair<std::string, std::string>> pairs;
  int64_t readings = 0;
  for (const v1::Figure& figure : figures.figures()) {
    partners.insert(figure.partner());
    rights.insert(figure.right());
    if (!pairs.emplace(figure.partner(), figure.right()).second ||
        partners.size() > kMaxReportedPartners ||
        rights.size() > kMaxReportedRights || !IsText(figure.partner()) ||
        !IsText(figure.right()) || !Add(figure.readings(), leaves, readings)) {
      return false;
    }
  }
  return IsCount(figures.readings(), leaves) && figures.minimum() >= 0;
}

bool IsPlausible(const v1::Sample& sample, int64_t leaves) {
  return IsCount(sample.population(), leaves) &&
         IsCount(sample.size(), sample.population()) &&
         IsCount(sample.concluded(), sample.size()) &&
         IsCount(sample.unjustified(), sample.concluded()) &&
         IsCount(sample.max_percent(), kPercent) &&
         IsCount(sample.confidence_percent(), kPercent) &&
         IsCount(sample.bound_per_mille(), kPerMille) &&
         IsText(sample.statement()) && sample.accesses().empty();
}

bool IsPlausible(const v1::ReportedFinding& finding) {
  if (finding.situations_size() > kMaxReportedSituations ||
      finding.measures_size() > kMaxReportedMeasures) {
    return false;
  }
  for (const std::string& situation : finding.situations()) {
    if (!IsText(situation)) return false;
  }
  return IsText(finding.partner());
}

}  // namespace

bool IsPlausible(const v1::JournalReport& report, uint64_t size) {
  const int64_t leaves = report.leaves();
  if (leaves < 0 || static_cast<uint64_t>(leaves) > size ||
      size > static_cast<uint64_t>(INT64_MAX) || !IsDate(report.start_date()) ||
      !IsDate(report.end_date()) ||
      DayOf(report.end_date()) < DayOf(report.start_date()) ||
      !IsText(report.title()) || !IsText(report.officer()) ||
      report.signals_size() > kMaxReportedSignals ||
      report.findings_size() > kMaxReportedFindings ||
      !IsCount(report.questions(), kMaxReportedQuestions) ||
      !IsCount(report.answers(), report.questions()) ||
      !ArePlausible(report.figures(), leaves) ||
      !IsPlausible(report.sample(), leaves)) {
    return false;
  }
  for (const v1::SignalCount& signal : report.signals()) {
    if (!IsCount(signal.count(), leaves) || !IsText(signal.rule_text())) {
      return false;
    }
  }
  // Each access once; the journal may have forgotten some since.
  const auto all = static_cast<int64_t>(size);
  int64_t concluded = 0;
  if (!Add(report.justified(), all, concluded)) return false;
  for (const v1::ReportedFinding& finding : report.findings()) {
    if (!Add(finding.accesses(), all, concluded) || !IsPlausible(finding)) {
      return false;
    }
  }
  return true;
}

}  // namespace sceau
