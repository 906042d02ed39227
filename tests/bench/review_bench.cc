// How long the charter officer waits: a search of a period, with each filter
// and pages from its midst, and the signals of all of it, over a real journal
// of leaves of random decisions; through the rooms that serve the calls, the
// leaf of each call included.
//   review_bench [--leaves N, default 1000000] [--json]
// The files lie in TMPDIR.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"

#include "proto/contract/names.h"
#include "server/oversight/journal_reviews.h"
#include "server/runtime/civil.h"
#include "tests/bench/random_leaves.h"
#include "tests/support/test_group.h"

namespace sceau {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kCases = 20'000;
constexpr int kRounds = 40;

class Officer {
 public:
  explicit Officer(testing::TestGroup& group) : group_(group) {}

  // Whether today's review could be opened.
  bool Open() {
    v1::CreateJournalReviewRequest request;
    request.set_parent(GroupName::Of(testing::kTestGroup).ToString());
    const auto today = ToDate(group_.group().clock().Today());
    *request.mutable_journal_review()->mutable_start_date() = today;
    *request.mutable_journal_review()->mutable_end_date() = today;
    request.set_request_id("00000000-0000-4000-8000-0000000000ff");
    v1::JournalReview response;
    const bool opened = Timed([&](const Call& call, Finish finish) {
                          reviews().CreateJournalReview(
                              call, request, &response, std::move(finish));
                        }) >= 0;
    review_ = response.name();
    return opened;
  }

  // Seconds; negative when it failed.
  double Search(v1::SearchAccessesRequest request,
                v1::SearchAccessesResponse& response) {
    request.set_name(review_);
    return Timed([&](const Call& call, Finish finish) {
      reviews().SearchAccesses(call, request, &response, std::move(finish));
    });
  }
  double Signals(v1::ListSignalsResponse& response) {
    v1::ListSignalsRequest request;
    request.set_name(review_);
    return Timed([&](const Call& call, Finish finish) {
      reviews().ListSignals(call, request, &response, std::move(finish));
    });
  }

 private:
  const JournalReviews& reviews() { return *group_.group().rooms().reviews; }
  double Timed(const std::function<void(const Call&, Finish)>& start) {
    const Call call = group_.As(testing::kOfficer);
    const auto begun = Clock::now();
    const testing::Ended ended =
        testing::Await([&](Finish finish) { start(call, std::move(finish)); });
    return ended.status.ok() ? SecondsSince(begun) : -1;
  }

  testing::TestGroup& group_;
  std::string review_;
};

// Requests of every kind; the last ones find nothing, and so look at all.
std::vector<v1::SearchAccessesRequest> Requests(
    const v1::SearchAccessesResponse& page) {
  std::vector<v1::SearchAccessesRequest> requests(7);
  requests[1].set_readings(true);
  requests[2].set_partner("pjj");
  requests[2].set_outcome(v1::ACCESS_OUTCOME_ALLOWED);
  requests[3].set_operation(v1::OPERATION_READ);
  for (const v1::Access& access : page.accesses()) {
    if (!access.situations().empty()) {
      requests[4].set_situation(access.situations(0));
    }
    if (!access.rules().empty()) {
      requests[5].set_article(access.rules(0).article());
    }
  }
  requests[6].set_outcome(v1::ACCESS_OUTCOME_FAILED);
  return requests;
}

double At(std::vector<double>& sorted, double part) {
  return sorted[static_cast<size_t>(part *
                                    static_cast<double>(sorted.size() - 1))];
}

int Run(int leaves, bool json) {
  testing::TestGroup group;
  SeedRandomLeaves(group, leaves, kCases);
  Officer officer(group);
  if (!officer.Open()) return 1;
  v1::SearchAccessesResponse page;
  const double read_in = officer.Search({}, page);
  if (read_in < 0 || page.accesses().empty()) return 1;
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    for (v1::SearchAccessesRequest& request : Requests(page)) {
      v1::SearchAccessesResponse found;
      times.push_back(officer.Search(request, found));
      if (times.back() < 0) return 1;
      if (found.next_page_token().empty()) continue;
      request.set_page_token(found.next_page_token());
      times.push_back(officer.Search(request, found));
      if (times.back() < 0) return 1;
    }
  }
  std::sort(times.begin(), times.end());
  v1::ListSignalsResponse signals;
  const double signalled = officer.Signals(signals);
  if (signalled < 0) return 1;
  const double p50 = At(times, 0.5) * 1'000;
  const double p95 = At(times, 0.95) * 1'000;
  if (json) {
    std::printf(
        "{\"scenarios\":[{\"name\":\"review-search\",\"in_flight\":1,"
        "\"leaves\":%d,\"p50_ms\":%.2f,\"p95_ms\":%.2f,\"read_in_s\":%.2f,"
        "\"signals_s\":%.2f}]}\n",
        leaves, p50, p95, read_in, signalled);
  } else {
    std::printf(
        "%d leaves read in at the first search in %.2f s; %zu searches:\n"
        "p50 %.2f ms, p95 %.2f ms; %d signals in %.2f s\n",
        leaves, read_in, times.size(), p50, p95, signals.total(), signalled);
  }
  return 0;
}

}  // namespace
}  // namespace sceau

int main(int count, char** arguments) {
  int leaves = 1'000'000;
  bool json = false;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--json") == 0) {
      json = true;
    } else if (std::strcmp(arguments[i], "--leaves") != 0 || ++i == count ||
               !absl::SimpleAtoi(arguments[i], &leaves) || leaves < 1) {
      std::fprintf(stderr, "usage: review_bench [--leaves N] [--json]\n");
      return 2;
    }
  }
  return sceau::Run(leaves, json);
}
