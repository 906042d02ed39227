// The report of a quarter with some of everything.
#ifndef SCEAU_TESTS_SUPPORT_SAMPLE_REPORT_H_
#define SCEAU_TESTS_SUPPORT_SAMPLE_REPORT_H_

#include <string>

#include "sceau/v1/journal_review_service.pb.h"

namespace sceau::testing {

inline void SetDate(int year, int month, int day, google::type::Date& date) {
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
}

inline void AddFigure(const std::string& partner, const std::string& right,
                      int64_t readings, v1::Figures& figures) {
  v1::Figure& figure = *figures.add_figures();
  figure.set_partner(partner);
  figure.set_right(right);
  figure.set_readings(readings);
  figure.set_hidden(readings == 0);
}

inline void AddMeasure(v1::MeasureKind kind, int64_t time, int64_t due,
                       v1::ReportedFinding& finding) {
  v1::JournalMeasure& measure = *finding.add_measures();
  measure.set_kind(kind);
  measure.mutable_record_time()->set_seconds(time);
  if (due != 0) measure.mutable_due_time()->set_seconds(due);
}

inline v1::JournalReport SampleReport(const std::string& checkpoint) {
  constexpr int64_t kDay = 86'400;
  constexpr int64_t kMade = 1'791'208'800;  // 5 October 2026, 14:00 UTC.
  v1::JournalReport report;
  report.set_journal_review("groups/alencon/journalReviews/r1");
  report.set_title("Charte de confidentialité du groupe d'Alençon");
  SetDate(2026, 7, 1, *report.mutable_start_date());
  SetDate(2026, 9, 30, *report.mutable_end_date());
  report.set_officer("Rivière Anne");
  report.mutable_create_time()->set_seconds(kMade);
  report.set_checkpoint(checkpoint);
  report.set_leaves(14'325);
  v1::Figures& figures = *report.mutable_figures();
  AddFigure("education-nationale", "contributor", 0, figures);
  AddFigure("education-nationale", "session", 412, figures);
  AddFigure("mission-locale", "lead_worker", 1'284, figures);
  AddFigure("mission-locale", "session", 366, figures);
  AddFigure("secretariat", "always", 957, figures);
  AddFigure("secretariat", "list", 0, figures);
  figures.set_readings(3'027);
  figures.set_minimum(5);
  const char* const rules[] = {"Lecture sans séance ni lien de référent.",
                               "Au moins 12 lectures en un jour."};
  for (int i = 0; i < 2; ++i) {
    v1::SignalCount& signal = *report.add_signals();
    signal.set_rule(i == 0 ? v1::SIGNAL_RULE_OUTSIDE_FOLLOW_UP
                           : v1::SIGNAL_RULE_BURST);
    signal.set_rule_text(rules[i]);
    signal.set_count(i == 0 ? 17 : 0);
  }
  v1::Sample& sample = *report.mutable_sample();
  sample.set_population(3'027);
  sample.set_size(148);
  sample.set_max_percent(2);
  sample.set_confidence_percent(95);
  sample.set_concluded(148);
  sample.set_unjustified(1);
  sample.set_bound_per_mille(31);
  sample.set_statement(
      "148 lectures tirées au sort sur 3027, dont 1 injustifiées : avec 95 % "
      "de confiance, au plus 3,1 % des lectures de la période sont "
      "injustifiées.");
  report.set_questions(23);
  report.set_answers(22);
  report.set_justified(163);
  report.set_acts_verdict(v1::ACTS_VERDICT_TO_DISCUSS);
  v1::ReportedFinding& error = *report.add_findings();
  error.set_partner("mission-locale");
  error.set_outcome(v1::FINDING_OUTCOME_ERROR);
  error.set_accesses(2);
  error.add_situations("4F2A");
  error.set_justification(v1::ACCESS_JUSTIFICATION_PREPARING);
  error.set_personal_link(v1::PERSONAL_LINK_NO);
  AddMeasure(v1::MEASURE_KIND_REMINDER, kMade - 9 * kDay, 0, error);
  v1::ReportedFinding& breach = *report.add_findings();
  breach.set_partner("education-nationale");
  breach.set_outcome(v1::FINDING_OUTCOME_BREACH);
  breach.set_accesses(31);
  breach.add_situations("77B1");
  breach.add_situations("C0DE");
  breach.set_personal_link(v1::PERSONAL_LINK_YES);
  AddMeasure(v1::MEASURE_KIND_SUSPENSION, kMade - 6 * kDay, 0, breach);
  AddMeasure(v1::MEASURE_KIND_BREACH_CLOCK, kMade - 4 * kDay, kMade - kDay,
             breach);
  return report;
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_SAMPLE_REPORT_H_
