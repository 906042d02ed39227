// The self-test itself: it asks everybody everything, it finds a right that was
// added and a leak of any kind, and it says so when it sees nothing at all.
#include "server/selftest/selftest.h"

#include <map>
#include <set>
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
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;

// One secret: a strength, in a case to which everybody is convened.
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
  bool is_base = false;  // Members were registered in it.
  int tried = 0;         // Deposits.
  int deposited = 0;
};

// What the leak does to an answer of a group in which so much was deposited.
struct Answer {
  const MethodRow& row;
  const PeerIdentity& peer;
  pb::Message& response;
  absl::Status& status;
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
      const absl::Status begun = DispatchCall(
          row, groups, peer, request, response, known,
          [&, response, finish = std::move(finish)](
              absl::Status status, std::optional<Receipt> receipt) {
            Apply(row, groups, peer, *response, status);
            finish(std::move(status), receipt);
          });
      return begun;
    };
  }

 private:
  void Apply(const MethodRow& row,
             const std::map<std::string, ServedGroup>& groups,
             const PeerIdentity& peer, pb::Message& response,
             absl::Status& status) {
    MutexLock lock(mu_);
    Seen& seen = seen_[&groups];
    const std::string& method = row.method->name();
    if (method == "RegisterMember") seen.is_base = true;
    if (method == "CreateEntry") {
      ++seen.tried;
      seen.deposited += status.ok() ? 1 : 0;
    }
    if (!seen.is_base) leak_(seen, {row, peer, response, status});
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
  EXPECT_EQ(report.pairs, 1u);
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
}

TEST(SelftestTest, AGrantThatIsTakenAwayIsMissed) {
  Options options = OnePair();
  options.against = CharterWithAGrant();
  const Report report = MustRun(options);
  EXPECT_FALSE(report.Holds());
  EXPECT_EQ(report.differences, 0u);
  EXPECT_EQ(report.blind, 1u);
  EXPECT_EQ(report.unseen.front().partner, "police-nationale");
}

TEST(SelftestTest, AGrantOfTheCharterItselfIsARight) {
  Options options = OnePair();
  options.charter = CharterWithAGrant();
  const Report report = MustRun(options);
  EXPECT_TRUE(report.Holds());
  EXPECT_EQ(report.rights, MustRun(OnePair()).rights + 1);
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
