// A session from its plan to its close, and what each member sees of it: the
// items one is convened to, and of the convened list one's own organisation.
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Convened = std::vector<std::pair<std::string, std::string>>;

constexpr char kAbsentSession[] =
    "groups/alencon-jeunesse/reviewSessions/saaaaaaaaaaaaaaaaaaaaaaaaaa";
constexpr absl::CivilDay kToday(2026, 3, 2);

class SessionsTest : public ::testing::Test {
 protected:
  SessionsTest() : file_(Told(17, "LEFÈVRE")) {}

  std::string Told(int age, const std::string& family_name) {
    std::string name = cases_.OpenCase(age, family_name, "Noé");
    cases_.Tell(name, age);
    return name;
  }

  // `convened`: members and, where not empty, their substitutes.
  static v1::AgendaItem Item(const std::string& case_name,
                             const Convened& convened) {
    v1::AgendaItem item;
    item.set_case_(case_name);
    for (const auto& [member, substitute] : convened) {
      v1::Convocation& line = *item.add_convened();
      line.set_member(MemberName::Of(kTestGroup, member).ToString());
      if (substitute.empty()) continue;
      line.set_substitute(MemberName::Of(kTestGroup, substitute).ToString());
    }
    return item;
  }

  static v1::ReviewSession Plan(std::vector<v1::AgendaItem> items,
                                absl::CivilDay day = kToday) {
    v1::ReviewSession session;
    *session.mutable_date() = ToDate(day);
    for (v1::AgendaItem& item : items) *session.add_items() = std::move(item);
    return session;
  }

  absl::StatusOr<v1::ReviewSession> Create(
      const v1::ReviewSession& session,
      absl::string_view member = kCoordinator) {
    v1::CreateReviewSessionRequest request;
    request.set_parent(GroupName::Of(kTestGroup).ToString());
    *request.mutable_review_session() = session;
    request.set_request_id(cases_.NewRequestId());
    return AnswerOf<v1::ReviewSession>([&](auto* out, Finish finish) {
      cases_.sessions().CreateReviewSession(group_.As(member), request, out,
                                            std::move(finish));
    });
  }
  absl::StatusOr<v1::ReviewSession> Update(const v1::ReviewSession& session) {
    v1::UpdateReviewSessionRequest request;
    *request.mutable_review_session() = session;
    request.set_request_id(cases_.NewRequestId());
    return AnswerOf<v1::ReviewSession>([&](auto* out, Finish finish) {
      cases_.sessions().UpdateReviewSession(group_.As(kCoordinator), request,
                                            out, std::move(finish));
    });
  }
  absl::StatusOr<v1::ReviewSession> Publish(
      const v1::ReviewSession& session,
      absl::string_view member = kCoordinator) {
    v1::PublishAgendaRequest request;
    request.set_name(session.name());
    request.set_etag(session.etag());
    request.set_request_id(cases_.NewRequestId());
    return AnswerOf<v1::ReviewSession>([&](auto* out, Finish finish) {
      cases_.sessions().PublishAgenda(group_.As(member), request, out,
                                      std::move(finish));
    });
  }
  absl::StatusOr<v1::ReviewSession> Close(const v1::ReviewSession& session) {
    v1::CloseReviewSessionRequest request;
    request.set_name(session.name());
    request.set_etag(session.etag());
    request.set_request_id(cases_.NewRequestId());
    return AnswerOf<v1::ReviewSession>([&](auto* out, Finish finish) {
      cases_.sessions().CloseReviewSession(group_.As(kCoordinator), request,
                                           out, std::move(finish));
    });
  }
  absl::StatusOr<v1::ReviewSession> Get(absl::string_view member,
                                        const std::string& name) {
    v1::GetReviewSessionRequest request;
    request.set_name(name);
    return AnswerOf<v1::ReviewSession>([&](auto* out, Finish finish) {
      cases_.sessions().GetReviewSession(group_.As(member), request, out,
                                         std::move(finish));
    });
  }
  absl::StatusOr<v1::ListReviewSessionsResponse> List(
      absl::string_view member) {
    v1::ListReviewSessionsRequest request;
    request.set_parent(GroupName::Of(kTestGroup).ToString());
    return AnswerOf<v1::ListReviewSessionsResponse>(
        [&](auto* out, Finish finish) {
          cases_.sessions().ListReviewSessions(group_.As(member), request, out,
                                               std::move(finish));
        });
  }

  TestGroup group_;
  CaseDesk cases_{group_};
  const std::string file_;
};

std::vector<std::string> ConvenedIn(const v1::AgendaItem& item) {
  std::vector<std::string> members;
  for (const v1::Convocation& line : item.convened()) {
    members.push_back(MemberName::Parse(line.member())->id());
  }
  return members;
}

// Who else is convened tells what else is known: that the PJJ comes says that
// there is a measure.
TEST_F(SessionsTest, OfTheConvenedListEachSeesItsOwnOrganisation) {
  const auto planned = Create(Plan({Item(file_, {{"pjj-1", "pjj-2"},
                                                 {"mission-locale-1", ""},
                                                 {"mission-locale-2", ""}})}));
  ASSERT_THAT(planned, IsOk());
  const auto published = Publish(*planned);
  ASSERT_THAT(published, IsOk());
  EXPECT_THAT(ConvenedIn(published->items(0)), SizeIs(3));

  const auto seen = Get("mission-locale-1", planned->name());
  ASSERT_THAT(seen, IsOk());
  EXPECT_THAT(ConvenedIn(seen->items(0)),
              ElementsAre("mission-locale-1", "mission-locale-2"));
  EXPECT_THAT(seen->SerializeAsString(),
              ::testing::Not(::testing::HasSubstr("pjj")));

  const auto substitute = Get("pjj-2", planned->name());
  ASSERT_THAT(substitute, IsOk());
  EXPECT_THAT(ConvenedIn(substitute->items(0)), ElementsAre("pjj-1"));
}

TEST_F(SessionsTest, AMemberSeesTheItemsItIsConvenedToAndNoTraceOfTheOthers) {
  const std::string other = Told(16, "HUE");
  const auto planned =
      Create(Plan({Item(file_, {{"mission-locale-1", ""}}),
                   Item(other, {{"pjj-1", ""}, {"mission-locale-2", ""}})}));
  ASSERT_THAT(planned, IsOk());
  ASSERT_THAT(Publish(*planned), IsOk());
  const auto seen = List("mission-locale-1");
  ASSERT_THAT(seen, IsOk());
  ASSERT_THAT(seen->review_sessions(), SizeIs(1));
  const v1::ReviewSession& session = seen->review_sessions(0);
  ASSERT_THAT(session.items(), SizeIs(1));
  EXPECT_EQ(session.items(0).case_(), file_);
  EXPECT_EQ(session.etag(), "") << "it would count what the member cannot see";
}

TEST_F(SessionsTest, APlanAndAnAbsentSessionLookTheSameToAMember) {
  const auto planned = Create(Plan({Item(file_, {{"mission-locale-1", ""}})}));
  ASSERT_THAT(planned, IsOk());
  const absl::Status absent = Get("mission-locale-1", kAbsentSession).status();
  EXPECT_THAT(absent, ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_EQ(Get("mission-locale-1", planned->name()).status(), absent);
  EXPECT_THAT(List("mission-locale-1")->review_sessions(), IsEmpty());
  ASSERT_THAT(Publish(*planned), IsOk());
  EXPECT_EQ(Get("pjj-1", planned->name()).status(), absent);
  EXPECT_THAT(List("pjj-1")->review_sessions(), IsEmpty());
}

TEST_F(SessionsTest, AMemberNeitherPlansNorPublishes) {
  EXPECT_THAT(Create(Plan({Item(file_, {{"pjj-1", ""}})}), "pjj-1"),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  const auto planned = Create(Plan({Item(file_, {{"pjj-1", ""}})}));
  ASSERT_THAT(planned, IsOk());
  EXPECT_THAT(Publish(*planned, "pjj-1"),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

// F-21 and policy/README.md: first the person is told.
TEST_F(SessionsTest, NothingIsPublishedOfWhoHasNotBeenTold) {
  const std::string untold = cases_.OpenCase(16, "HUE", "Zoé");
  const auto planned = Create(
      Plan({Item(file_, {{"pjj-1", ""}}), Item(untold, {{"pjj-1", ""}})}));
  ASSERT_THAT(planned, IsOk());
  const absl::Status refused = Publish(*planned).status();
  EXPECT_THAT(refused, ReasonIs(v1::ERROR_REASON_NOTICE_REQUIRED));
  EXPECT_EQ(MetadataOf(refused, "items"), "1");
  EXPECT_THAT(List("pjj-1")->review_sessions(), IsEmpty());
}

TEST_F(SessionsTest, APartnerWhoseGateIsClosedIsNotConvened) {
  const std::string adult = Told(22, "HUE");
  const auto planned =
      Create(Plan({Item(file_, {{"mission-locale-1", ""}}),
                   Item(adult, {{"education-nationale-1", ""}})}));
  ASSERT_THAT(planned, IsOk());
  const absl::Status refused = Publish(*planned).status();
  EXPECT_THAT(refused, ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_EQ(MetadataOf(refused, "items"), "1");
}

TEST_F(SessionsTest, AnAgendaIsPublishedTwentyOneDaysBeforeAtMost) {
  const auto far = Create(Plan({Item(file_, {{"pjj-1", ""}})}, kToday + 22));
  ASSERT_THAT(far, IsOk());
  EXPECT_THAT(Publish(*far), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  group_.SetToday(kToday + 1);
  EXPECT_THAT(Publish(*far), IsOk());
}

TEST_F(SessionsTest, ASubstituteIsOfTheSameOrganisationAndEveryoneRegistered) {
  EXPECT_THAT(Create(Plan({Item(file_, {{"pjj-1", "mission-locale-1"}})})),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_THAT(Create(Plan({Item(file_, {{"nobody", ""}})})),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(SessionsTest, APlanChangesUntilItIsPublishedAndByWhoReadItLast) {
  const auto planned = Create(Plan({Item(file_, {{"pjj-1", ""}})}));
  ASSERT_THAT(planned, IsOk());
  v1::ReviewSession change = *planned;
  change.clear_etag();
  EXPECT_THAT(Update(change), ReasonIs(v1::ERROR_REASON_ETAG_REQUIRED));
  change.set_etag(planned->etag());
  *change.mutable_items(0) = Item(file_, {{"mission-locale-1", ""}});
  const auto changed = Update(change);
  ASSERT_THAT(changed, IsOk());
  EXPECT_THAT(Update(change), ReasonIs(v1::ERROR_REASON_ETAG_MISMATCH));
  const auto published = Publish(*changed);
  ASSERT_THAT(published, IsOk());
  EXPECT_THAT(Get("pjj-1", planned->name()),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(Update(*published), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(Publish(*published), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

TEST_F(SessionsTest, ASessionIsClosedOnItsDayOrLaterAndOnce) {
  const auto planned = Create(Plan({Item(file_, {{"pjj-1", ""}})}, kToday + 3));
  ASSERT_THAT(planned, IsOk());
  EXPECT_THAT(Close(*planned), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  const auto published = Publish(*planned);
  ASSERT_THAT(published, IsOk());
  EXPECT_THAT(Close(*published), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  group_.SetToday(kToday + 3);
  const auto closed = Close(*published);
  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->state(), v1::REVIEW_SESSION_STATE_CLOSED);
  EXPECT_THAT(Close(*closed), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_EQ(ToCivil(closed->window_end_date()), kToday + 10);
}

}  // namespace
}  // namespace sceau::testing
