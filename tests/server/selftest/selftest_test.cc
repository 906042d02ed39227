// The self-test itself: it asks everybody everything, it finds a right that was
// added and a leak of any kind, and it says so when it sees nothing at all.
#include "server/selftest/selftest.h"

#include <algorithm>
#include <future>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/explain_service.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "server/runtime/mutex.h"
#include "tests/server/selftest/charter_text.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;
using ::testing::Each;
using ::testing::EndsWith;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;

// One secret, a strength, in a case to which everybody is convened: one pair of
// groups of which one has it, one of which both say other codes.
Options OnePair() {
  return {.charter = CharterText(),
          .settings = {"session-16"},
          .categories = {v1::CATEGORY_STRENGTHS}};
}

Report MustRun(const Options& options) {
  auto report = selftest::Run(options);
  EXPECT_TRUE(report.ok()) << report.status();
  return report.ok() ? *std::move(report) : Report();
}

// What a group's calls have done so far, by the place of its rooms.
struct Seen {
  int registered = 0;
  int tried = 0;  // Deposits.
  int deposited = 0;
  int codes = 0;  // Of the first strengths.
};
// Of codes that the second group of values says, more than the first.
constexpr int kMoreCodes = 2;

// What the leak does to an answer of a group in which so much was deposited.
struct Answer {
  const MethodRow& row;
  const PeerIdentity& peer;
  pb::Message& response;
  absl::Status& status;
  // Leaves one more leaf.
  std::function<void()> ask_again;
};
using Leak = std::function<void(const Seen& seen, Answer answer)>;

// The dispatch of the wire, with a hole in it.
class LeakyDispatch {
 public:
  explicit LeakyDispatch(Leak leak) : leak_(std::move(leak)) {}

  Dispatch AsDispatch() {
    return [this](const MethodRow& row,
                  const std::map<std::string, ServedGroup>& groups,
                  const PeerIdentity& peer, const pb::Message& request,
                  pb::Message* response,
                  const std::function<void(const GroupRooms&)>& known,
                  Finish finish) {
      const auto again = [&row, &groups, &peer, &request, &known] {
        const std::unique_ptr<pb::Message> unheard(
            pb::MessageFactory::generated_factory()
                ->GetPrototype(row.method->output_type())
                ->New());
        std::promise<void> done;
        const absl::Status begun =
            DispatchCall(row, groups, peer, request, unheard.get(), known,
                         [&done](const absl::Status&, std::optional<Receipt>) {
                           done.set_value();
                         });
        if (begun.ok()) done.get_future().wait();
      };
      // Waits: `again` asks on this thread, not on one of the group's.
      std::promise<std::pair<absl::Status, std::optional<Receipt>>> ended;
      absl::Status status = DispatchCall(
          row, groups, peer, request, response, known,
          [&ended](absl::Status end, std::optional<Receipt> receipt) {
            ended.set_value({std::move(end), receipt});
          });
      std::optional<Receipt> receipt;
      if (!status.ok()) return status;
      std::tie(status, receipt) = ended.get_future().get();
      Apply({row, peer, *response, status, again}, groups, request);
      finish(std::move(status), receipt);
      return absl::OkStatus();
    };
  }

 private:
  void Apply(Answer answer, const std::map<std::string, ServedGroup>& groups,
             const pb::Message& request) {
    Seen seen;
    {
      MutexLock lock(mu_);
      Seen& kept = seen_[&groups];
      const std::string& method = answer.row.method->name();
      if (method == "RegisterMember") ++kept.registered;
      if (method == "CreateEntry") {
        ++kept.tried;
        kept.deposited += answer.status.ok() ? 1 : 0;
        const auto& body =
            static_cast<const v1::CreateEntryRequest&>(request).entry().body();
        if (kept.codes == 0) kept.codes = body.strengths().codes_size();
      }
      seen = kept;
    }
    // The first group has registered everybody.
    if (seen.registered <= 1) leak_(seen, std::move(answer));
  }

  const Leak leak_;
  Mutex mu_;
  std::map<const void*, Seen> seen_ ABSL_GUARDED_BY(mu_);
};

Report RunLeaky(Leak leak) {
  LeakyDispatch leaky(std::move(leak));
  Options options = OnePair();
  options.dispatch = leaky.AsDispatch();
  return MustRun(options);
}

TEST(SelftestTest, ASliceOfTheReferenceCharterHolds) {
  const Report report = MustRun(OnePair());
  EXPECT_TRUE(report.Holds());
  EXPECT_EQ(report.pairs, 2u);
  EXPECT_EQ(report.value_pairs, 1u);
  EXPECT_FALSE(report.whole);
  EXPECT_EQ(report.differences, 0u);
  EXPECT_THAT(report.findings, IsEmpty());
  // Who may read it sees it: the coordinator, and whom the charter names.
  EXPECT_GT(report.rights, 10u);
  EXPECT_EQ(report.blind, 0u);
  EXPECT_GT(report.officer_comparisons, 50u);
  EXPECT_EQ(report.officer_content_bytes, 0u);
}

TEST(SelftestTest, AnotherSeedAsksAndFindsTheSame) {
  Options options = OnePair();
  const Report one = MustRun(options);
  options.seed = 77;
  const Report other = MustRun(options);
  EXPECT_TRUE(other.Holds());
  EXPECT_EQ(one.comparisons, other.comparisons);
  EXPECT_EQ(one.rights, other.rights);
}

TEST(SelftestTest, EverybodyCallsEveryMethodOfTheContract) {
  Mutex mu;
  std::map<std::string, std::set<std::string>> called;
  Options options = OnePair();
  options.dispatch = [&](const MethodRow& row,
                         const std::map<std::string, ServedGroup>& groups,
                         const PeerIdentity& peer, const pb::Message& request,
                         pb::Message* response,
                         const std::function<void(const GroupRooms&)>& known,
                         Finish finish) {
    {
      MutexLock lock(mu);
      called[peer.member].insert(row.method->full_name());
    }
    return DispatchCall(row, groups, peer, request, response, known,
                        std::move(finish));
  };
  const Report report = MustRun(options);
  std::set<std::string> methods;
  for (const auto* const method : AllMethods()) {
    methods.insert(method->full_name());
  }
  EXPECT_EQ(report.methods, methods.size());
  EXPECT_EQ(called.size(), report.people + 1);  // And the spare one, who signs.
  size_t whole = 0;
  for (const auto& [member, own] : called) whole += own == methods ? 1 : 0;
  EXPECT_EQ(whole, report.people);
}

TEST(SelftestTest, AGrantAddedByHandIsReported) {
  Options options = OnePair();
  options.charter = CharterWithAGrant();
  options.against = CharterText();
  const Report report = MustRun(options);
  EXPECT_FALSE(report.Holds());
  EXPECT_GT(report.differences, 0u);
  EXPECT_THAT(report.findings, Not(IsEmpty()));
  EXPECT_THAT(report.findings,
              Each(Field(&Finding::partner, "police-nationale")));
  EXPECT_EQ(report.findings.front().method, "sceau.v1.CaseService.GetCase");
  EXPECT_EQ(report.findings.front().what, "entries[]");
  // Also where both groups have the entry and it says something else.
  const auto of_value =
      std::find_if(report.findings.begin(), report.findings.end(),
                   [](const Finding& finding) { return finding.of_value; });
  ASSERT_NE(of_value, report.findings.end());
  EXPECT_THAT(of_value->what, EndsWith(".body.strengths.codes"));
}

TEST(SelftestTest, AGrantThatIsTakenAwayIsMissed) {
  Options options = OnePair();
  options.against = CharterWithAGrant();
  const Report report = MustRun(options);
  EXPECT_FALSE(report.Holds());
  EXPECT_EQ(report.differences, 0u);
  EXPECT_EQ(report.blind, 2u);  // Whether it is there, and what it says.
  EXPECT_EQ(report.unseen.front().partner, "police-nationale");
}

TEST(SelftestTest, AGrantOfTheCharterItselfIsARight) {
  Options options = OnePair();
  options.charter = CharterWithAGrant();
  const Report report = MustRun(options);
  EXPECT_TRUE(report.Holds());
  EXPECT_EQ(report.rights, MustRun(OnePair()).rights + 2);
}

TEST(SelftestTest, ALengthThatTellsTheCountIsFound) {
  const Report report = RunLeaky([](const Seen& seen, Answer answer) {
    auto* const explained =
        dynamic_cast<v1::ExplainResponse*>(&answer.response);
    if (explained == nullptr) return;
    explained->mutable_contact()->append(static_cast<size_t>(seen.deposited),
                                         ' ');
  });
  EXPECT_FALSE(report.Holds());
  EXPECT_EQ(report.findings.front().method, "sceau.v1.ExplainService.Explain");
  EXPECT_EQ(report.findings.front().what, "contact");
}

TEST(SelftestTest, AnOrderThatTellsIsFound) {
  const Report report = RunLeaky([](const Seen& seen, Answer answer) {
    auto* const list = dynamic_cast<v1::ListMembersResponse*>(&answer.response);
    if (list == nullptr || list->members_size() < 2) return;
    if (seen.deposited % 2 == 1) list->mutable_members()->SwapElements(0, 1);
  });
  EXPECT_FALSE(report.Holds());
  EXPECT_EQ(report.findings.front().method,
            "sceau.v1.MemberService.ListMembers");
  EXPECT_EQ(report.findings.front().what, "members[0].name");
}

TEST(SelftestTest, ARefusalThatTellsIsFound) {
  const Report details = RunLeaky([](const Seen& seen, Answer answer) {
    if (!absl::IsPermissionDenied(answer.status) || seen.deposited == 0) return;
    answer.status = Error(v1::ERROR_REASON_POLICY_DENIED, "denied, but there");
  });
  EXPECT_FALSE(details.Holds());
  EXPECT_EQ(details.findings.front().what, "details");

  const Report code = RunLeaky([](const Seen& seen, Answer answer) {
    if (!absl::IsPermissionDenied(answer.status) || seen.deposited == 0) return;
    answer.status = Error(v1::ERROR_REASON_STATE_FORBIDS, "there");
  });
  EXPECT_FALSE(code.Holds());
  EXPECT_EQ(code.findings.front().what, "code");
}

TEST(SelftestTest, ALeafTooManyIsFound) {
  const Report report = RunLeaky([](const Seen& seen, Answer answer) {
    if (answer.row.method->name() != "WhoAmI" || seen.deposited == 0) return;
    answer.ask_again();
  });
  EXPECT_FALSE(report.Holds());
  EXPECT_EQ(report.findings.front().method, "sceau.v1.MemberService.WhoAmI");
  EXPECT_EQ(report.findings.front().what, "leaves");
}

// What the leak makes of an answer where the entry says more.
void ExpectValueLeak(const std::function<void(Answer& answer)>& leak,
                     const std::string& method, const std::string& what) {
  const Report report = RunLeaky([&](const Seen& seen, Answer answer) {
    if (seen.codes >= kMoreCodes && answer.row.method->name() == method) {
      leak(answer);
    }
  });
  EXPECT_FALSE(report.Holds()) << what;
  ASSERT_THAT(report.findings, Not(IsEmpty())) << what;
  EXPECT_THAT(report.findings, Each(Field(&Finding::of_value, true)));
  EXPECT_EQ(report.findings.front().what, what);
}

TEST(SelftestTest, AValueThatTellsIsFoundWhereverItTells) {
  ExpectValueLeak(
      [](Answer& answer) {
        answer.status = Error(v1::ERROR_REASON_STATE_FORBIDS, "it says more");
      },
      "WhoAmI", "code");
  ExpectValueLeak(
      [](Answer& answer) {
        if (absl::IsPermissionDenied(answer.status)) {
          answer.status =
              Error(v1::ERROR_REASON_POLICY_DENIED, "denied: it says more");
        }
      },
      "ListOwnAccesses", "details");
  ExpectValueLeak(
      [](Answer& answer) {
        static_cast<v1::ExplainResponse&>(answer.response)
            .mutable_contact()
            ->append(" ");
      },
      "Explain", "contact");
  ExpectValueLeak(
      [](Answer& answer) {
        auto& list = static_cast<v1::ListMembersResponse&>(answer.response);
        if (list.members_size() > 1) list.mutable_members()->SwapElements(0, 1);
      },
      "ListMembers", "members[0].name");
  ExpectValueLeak([](Answer& answer) { answer.ask_again(); }, "WhoAmI",
                  "leaves");
}

TEST(SelftestTest, EveryMethodThatCanSucceedDoes) {
  // A review, a version, a cosignature: with real keys, to the end.
  EXPECT_THAT(MustRun(OnePair()).methods_never, IsEmpty());
}

TEST(SelftestTest, AByteOfACaseFileForTheOfficerIsFound) {
  // The same in both groups: no difference would tell.
  const Report report = RunLeaky([](const Seen&, Answer answer) {
    auto* const file = dynamic_cast<v1::Case*>(&answer.response);
    if (file == nullptr || answer.peer.member != "officer") return;
    file->add_entries()->mutable_body()->mutable_strengths()->add_codes(
        v1::STRENGTH_PROJECT);
    answer.status = absl::OkStatus();
  });
  EXPECT_FALSE(report.Holds());
  EXPECT_EQ(report.differences, 0u);
  EXPECT_GT(report.officer_content_bytes, 0u);
}

TEST(SelftestTest, SeeingNothingAnywhereIsAFault) {
  // Once the secret is in, everything answers alike.
  const Report report = RunLeaky([](const Seen& seen, Answer answer) {
    if (seen.tried == 0 || answer.row.method->name() == "CreateEntry") return;
    answer.response.Clear();
    answer.status = absl::OkStatus();
  });
  EXPECT_FALSE(report.Holds());
  EXPECT_EQ(report.differences, 0u);
  EXPECT_GT(report.rights, 0u);
  EXPECT_GT(report.blind, 0u);
}

TEST(SelftestTest, ACharterThatCannotBeServedIsRefused) {
  EXPECT_EQ(selftest::Run({.charter = "title: 3"}).status().code(),
            absl::StatusCode::kInvalidArgument);
  Options options = OnePair();
  options.against = "title: 3";
  EXPECT_EQ(selftest::Run(options).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(SelftestTest, ATermWithoutRoomIsRefused) {
  Options options = OnePair();
  const std::string term = "term_end: \"2027-12-31\"";
  const size_t at = options.charter.find(term);
  ASSERT_NE(at, std::string::npos);
  options.charter.replace(at, term.size(), "term_end: \"2026-01-20\"");
  EXPECT_EQ(selftest::Run(options).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace sceau::selftest
