#include "policy/compile/clock_bounds.h"

#include "google/protobuf/descriptor.h"

#include "policy/compile/checker.h"
#include "policy/compile/floor.h"
#include "policy/decide/ages.h"

namespace sceau::policy {
namespace {

// Of invariants in policy/README.md.
constexpr int kByPresentRelation = 8;
constexpr int kAges = 17;
constexpr int kArchive = 18;
constexpr int kWatched = 21;
constexpr int kLogs = 22;
constexpr int kNoBulk = 23;
constexpr int kNotice = 26;
constexpr int kReview = 32;
constexpr int kBackups = 38;

const google::protobuf::FieldDescriptor* Field(const ClockBound& bound) {
  return ClockSettings::descriptor()->FindFieldByName(bound.name);
}

}  // namespace

const std::vector<ClockBound>& ClockBounds() {
  constexpr bool kMinimum = true;
  static const auto* const kBounds = new std::vector<ClockBound>{
      {"window_days_before", &Clocks::window_days_before, 1, 90,
       kFloorWindowDaysBefore, !kMinimum, kByPresentRelation},
      {"window_days_after", &Clocks::window_days_after, 0, 90,
       kFloorWindowDaysAfter, !kMinimum, kByPresentRelation},
      {"ceiling_age", &Clocks::ceiling_age, 1, kMaxCharterAge, kFloorCeilingAge,
       !kMinimum, kAges},
      {"eligible_from_age", &Clocks::eligible_from_age, 1, kMaxCharterAge,
       kFloorEligibleFromAge, kMinimum, kAges},
      {"eligible_to_age", &Clocks::eligible_to_age, 1, kMaxAge,
       kFloorEligibleToAge, !kMinimum, kAges},
      {"notice_months", &Clocks::notice_months, 1, 12, kFloorNoticeMonths,
       !kMinimum, kNotice},
      {"review_months", &Clocks::review_months, 1, 60, kFloorReviewMonths,
       !kMinimum, kReview},
      {"draft_days", &Clocks::draft_days, 1, 366, kFloorDraftDays, !kMinimum,
       kRetention},
      {"rejected_months", &Clocks::rejected_months, 1, 60, kFloorRejectedMonths,
       !kMinimum, kRetention},
      {"archive_months", &Clocks::archive_months, 1, 240, kFloorArchiveMonths,
       !kMinimum, kArchive},
      {"school_year_last_month", &Clocks::school_year_last_month, 1, 12,
       kFloorSchoolYearLastMonth, !kMinimum, kRetention},
      {"judicial_measure_sessions", &Clocks::judicial_measure_sessions, 0, 12,
       kFloorJudicialMeasureSessions, !kMinimum, kRetention},
      {"sentence_preparation_months", &Clocks::sentence_preparation_months, 0,
       60, kFloorSentencePreparationMonths, !kMinimum, kRetention},
      {"agenda_months", &Clocks::agenda_months, 0, 60, kFloorAgendaMonths,
       !kMinimum, kRetention},
      {"session_record_months", &Clocks::session_record_months, 1, 240,
       kFloorSessionRecordMonths, !kMinimum, kRetention},
      {"access_log_months", &Clocks::access_log_months, 1, 240,
       kFloorAccessLogMonths, !kMinimum, kLogs},
      {"technical_log_months", &Clocks::technical_log_months, 1, 240,
       kFloorTechnicalLogMonths, !kMinimum, kLogs},
      {"signature_months", &Clocks::signature_months, 1, 240,
       kFloorSignatureMonths, !kMinimum, kRetention},
      {"request_record_months", &Clocks::request_record_months, 1, 240,
       kFloorRequestRecordMonths, !kMinimum, kRetention},
      {"request_answer_months", &Clocks::request_answer_months, 1, 12,
       kFloorRequestAnswerMonths, !kMinimum, kRetention},
      {"request_extension_months", &Clocks::request_extension_months, 0, 12,
       kFloorRequestExtensionMonths, !kMinimum, kRetention},
      {"breach_hours", &Clocks::breach_hours, 1, 720, kFloorBreachHours,
       !kMinimum, kRetention},
      {"backup_days", &Clocks::backup_days, 1, 366, kFloorBackupDays, !kMinimum,
       kBackups},
      {"small_cell_minimum", &Clocks::small_cell_minimum, 1, 100,
       kFloorSmallCellMinimum, kMinimum, kNoBulk},
      {"answer_days", &Clocks::answer_days, 1, 366, kFloorAnswerDays, !kMinimum,
       kWatched},
      {"signal_burst_readings", &Clocks::signal_burst_readings, 1, 1'000,
       kFloorSignalBurstReadings, !kMinimum, kWatched},
      {"signal_burst_factor", &Clocks::signal_burst_factor, 1, 100,
       kFloorSignalBurstFactor, !kMinimum, kWatched},
      {"signal_refusals", &Clocks::signal_refusals, 1, 1'000,
       kFloorSignalRefusals, !kMinimum, kWatched},
      {"signal_opened_cases", &Clocks::signal_opened_cases, 1, 1'000,
       kFloorSignalOpenedCases, !kMinimum, kWatched},
      {"signal_removal_days", &Clocks::signal_removal_days, 1, 366,
       kFloorSignalRemovalDays, kMinimum, kWatched},
      {"signal_signature_days", &Clocks::signal_signature_days, 1, 366,
       kFloorSignalSignatureDays, kMinimum, kWatched},
      {"office_from_hour", &Clocks::office_from_hour, 1, 12,
       kFloorOfficeFromHour, kMinimum, kWatched},
      {"office_to_hour", &Clocks::office_to_hour, 13, 24, kFloorOfficeToHour,
       !kMinimum, kWatched},
  };
  return *kBounds;
}

int FieldNumber(const ClockBound& bound) { return Field(bound)->number(); }

int ValueOf(const ClockSettings& settings, const ClockBound& bound) {
  return settings.GetReflection()->GetInt32(settings, Field(bound));
}

}  // namespace sceau::policy
