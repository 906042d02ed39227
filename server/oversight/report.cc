#include "server/oversight/report.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/charter/charter_view.h"
#include "server/oversight/figures.h"
#include "server/oversight/sample.h"

namespace sceau {
namespace {

constexpr int kPercents[] = {1, 2, 3, 5, 10, 20};

std::vector<AccessAt> ReadingsOf(const ReviewedPeriod& period) {
  std::vector<AccessAt> readings;
  period.snapshot->Visit(period.from_ns, period.to_ns, 0,
                         [&](const AccessChunk& chunk, size_t row) {
                           if (chunk.IsReading(row)) {
                             readings.push_back({&chunk, row});
                           }
                           return true;
                         });
  return readings;
}

// Leaves that were concluded, and of them those that are not justified.
struct Concluded {
  std::set<uint64_t> all;
  std::set<uint64_t> unjustified;
};

Concluded ConcludedOf(const v1::JournalReview& review) {
  Concluded concluded;
  for (const v1::JournalFinding& finding : review.findings()) {
    for (const int64_t leaf : finding.leaf_indexes()) {
      concluded.all.insert(static_cast<uint64_t>(leaf));
      if (finding.outcome() != v1::FINDING_OUTCOME_JUSTIFIED) {
        concluded.unjustified.insert(static_cast<uint64_t>(leaf));
      }
    }
  }
  return concluded;
}

std::string Statement(const v1::Sample& sample) {
  const int64_t all = sample.population();
  if (all == 0) return "Aucune lecture dans la période.";
  const std::string drawn =
      absl::StrCat(sample.size(), " lectures tirées au sort sur ", all);
  if (sample.concluded() < sample.size()) {
    return absl::StrCat(drawn, " ; ", sample.concluded(),
                        " examinées : le tirage n'est pas encore conclu.");
  }
  if (sample.unjustified() == 0) {
    return absl::StrCat(drawn, ", toutes justifiées : avec ",
                        sample.confidence_percent(),
                        " % de confiance, moins "
                        "de ",
                        sample.max_percent(),
                        " % des lectures de la période sont injustifiées.");
  }
  return absl::StrCat(
      drawn, ", dont ", sample.unjustified(), " injustifiées : avec ",
      sample.confidence_percent(), " % de confiance, au plus ",
      sample.bound_per_mille() / 10, ",", sample.bound_per_mille() % 10,
      " % des lectures de la période sont injustifiées.");
}

v1::Sample CountSample(const StoredReview& review,
                       const std::vector<AccessAt>& readings, int max_percent,
                       std::vector<AccessAt>& drawn) {
  const auto population = static_cast<int64_t>(readings.size());
  v1::Sample sample;
  sample.set_population(population);
  sample.set_size(static_cast<int>(SampleSize(population, max_percent)));
  sample.set_max_percent(max_percent);
  sample.set_confidence_percent(kConfidencePercent);
  drawn = Draw(readings, crypto::AsBytes(review.record.key()),
               static_cast<size_t>(sample.size()));
  const Concluded concluded = ConcludedOf(review.record.review());
  for (const AccessAt& at : drawn) {
    const uint64_t leaf = at.chunk->leaf[at.row];
    if (concluded.all.count(leaf) == 0) continue;
    sample.set_concluded(sample.concluded() + 1);
    if (concluded.unjustified.count(leaf) != 0) {
      sample.set_unjustified(sample.unjustified() + 1);
    }
  }
  if (population > 0 && sample.concluded() == sample.size()) {
    const int64_t bound =
        UpperBound(population, sample.size(), sample.unjustified());
    sample.set_bound_per_mille(
        static_cast<int>((bound * 1'000 + population - 1) / population));
  }
  sample.set_statement(Statement(sample));
  return sample;
}

v1::Sample ReportedSample(const StoredReview& review,
                          const std::vector<AccessAt>& readings) {
  std::vector<AccessAt> drawn;
  for (const int percent : kPercents) {
    v1::Sample sample = CountSample(review, readings, percent, drawn);
    if (sample.concluded() == sample.size()) return sample;
  }
  return CountSample(review, readings, kUsualMaxPercent, drawn);
}

void CountSignals(const ReviewRooms& rooms, const Call& call,
                  const ReviewedPeriod& period, v1::JournalReport& out) {
  const std::vector<FoundSignal> found = SignalsOf(rooms, call, period);
  for (int i = 1; i <= v1::SignalRule_MAX; ++i) {
    const auto rule = static_cast<v1::SignalRule>(i);
    v1::SignalCount& count = *out.add_signals();
    count.set_rule(rule);
    count.set_rule_text(SignalText(rule, call.charter->program->clocks()));
    count.set_count(static_cast<int>(std::count_if(
        found.begin(), found.end(),
        [rule](const FoundSignal& each) { return each.rule == rule; })));
  }
}

void TellFindings(const v1::JournalReview& review, v1::JournalReport& out) {
  for (const v1::JournalQuestion& question : review.questions()) {
    out.set_questions(out.questions() + 1);
    if (question.has_answer_time()) out.set_answers(out.answers() + 1);
  }
  for (const v1::JournalFinding& finding : review.findings()) {
    if (finding.outcome() == v1::FINDING_OUTCOME_JUSTIFIED) {
      out.set_justified(out.justified() + finding.leaf_indexes_size());
      continue;
    }
    v1::ReportedFinding& line = *out.add_findings();
    line.set_partner(finding.partner());
    line.set_outcome(finding.outcome());
    line.set_accesses(finding.leaf_indexes_size());
    *line.mutable_situations() = finding.situations();
    *line.mutable_measures() = finding.measures();
    for (const v1::JournalQuestion& question : review.questions()) {
      if (question.name() != finding.question()) continue;
      line.set_justification(question.justification());
      line.set_personal_link(question.personal_link());
    }
  }
}

}  // namespace

v1::Sample SampleOf(const Call& call, const GroupState& state,
                    const StoredReview& review, const ReviewedPeriod& period,
                    int max_percent) {
  std::vector<AccessAt> drawn;
  v1::Sample sample =
      CountSample(review, ReadingsOf(period), max_percent, drawn);
  for (const AccessAt& at : drawn) {
    *sample.add_accesses() = AccessFor(call, state, period, at);
  }
  return sample;
}

v1::JournalReport ReportOf(const ReviewRooms& rooms, const Call& call,
                           const StoredReview& stored,
                           const ReviewedPeriod& period, absl::Time time,
                           const std::string& checkpoint) {
  const v1::JournalReview& review = stored.record.review();
  v1::JournalReport out;
  out.set_journal_review(
      JournalReviewName::Of(call.group, stored.id).ToString());
  out.set_title(std::string(call.charter->program->title()));
  *out.mutable_start_date() = review.start_date();
  *out.mutable_end_date() = review.end_date();
  const auto officer = MemberName::Parse(review.officer());
  if (officer.ok()) {
    out.set_officer(rooms.rooms.members.DisplayName(officer->id()));
  }
  *out.mutable_create_time() = ToTimestamp(time);
  out.set_checkpoint(checkpoint);
  int64_t leaves = 0;
  period.snapshot->Visit(period.from_ns, period.to_ns, 0,
                         [&leaves](const AccessChunk&, size_t) {
                           ++leaves;
                           return true;
                         });
  out.set_leaves(leaves);
  *out.mutable_figures() =
      FiguresOf(*period.snapshot, period.from_ns, period.to_ns,
                call.charter->program->clocks().small_cell_minimum);
  CountSignals(rooms, call, period, out);
  *out.mutable_sample() = ReportedSample(stored, ReadingsOf(period));
  TellFindings(review, out);
  out.set_acts_verdict(review.attestation().verdict());
  return out;
}

absl::StatusOr<std::string> ReportJson(const v1::JournalReport& report) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(report, &json, options)
           .ok()) {
    return Error(v1::ERROR_REASON_INVARIANT_BROKEN, "a report has no JSON");
  }
  return json;
}

absl::Status ReadReportJson(const std::string& json,
                            v1::JournalReport& report) {
  if (!google::protobuf::util::JsonStringToMessage(json, &report).ok()) {
    return Error(v1::ERROR_REASON_DATABASE_CORRUPT, "a report is malformed");
  }
  return absl::OkStatus();
}

}  // namespace sceau
