#include "server/group_state/agenda.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/runtime/civil.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr WindowRule kRule{.days_before = 14, .days_after = 7};
const absl::CivilDay kDay(2026, 12, 10);

// A session on kDay with one case, one member and the substitute.
Session Planned() {
  Session session;
  session.id = "s1";
  session.version = 1;
  *session.record.mutable_date() = ToDate(kDay);
  auto& item = *session.record.add_items();
  item.set_item("i1");
  item.set_case_("c1");
  item.add_convened()->set_member("titulaire");
  item.mutable_convened(0)->set_substitute("suppleant");
  return session;
}

Session Published(absl::CivilDay day) {
  Session session = Planned();
  session.record.set_publish_time(1);
  session.publish_day = day;
  return session;
}

Session Closed(absl::CivilDay published, absl::CivilDay closed) {
  Session session = Published(published);
  session.record.set_close_time(2);
  session.close_day = closed;
  return session;
}

bool Convened(const Session& session, absl::CivilDay today,
              absl::string_view member = "titulaire") {
  Agenda agenda;
  agenda.Put(session);
  return agenda.IsConvened("c1", member, today, kRule);
}

TEST(AgendaTest, APlannedSessionOpensNothing) {
  EXPECT_FALSE(Convened(Planned(), kDay));
}

TEST(AgendaTest, ReadingOpensFourteenDaysBeforeAtTheEarliest) {
  const Session session = Published(kDay - 20);
  EXPECT_FALSE(Convened(session, kDay - 15));
  EXPECT_TRUE(Convened(session, kDay - 14));
}

TEST(AgendaTest, ALatePublicationOpensOnItsOwnDay) {
  const Session session = Published(kDay - 3);
  EXPECT_FALSE(Convened(session, kDay - 4));
  EXPECT_TRUE(Convened(session, kDay - 3));
}

TEST(AgendaTest, ReadingEndsWithTheSeventhDayAfterClosing) {
  const Session session = Closed(kDay - 14, kDay + 2);
  EXPECT_TRUE(Convened(session, kDay + 9));
  EXPECT_FALSE(Convened(session, kDay + 10));
}

TEST(AgendaTest, ASessionNotClosedInTimeCountsAsClosedOnItsDay) {
  EXPECT_TRUE(Convened(Published(kDay - 14), kDay + 7));
  EXPECT_FALSE(Convened(Published(kDay - 14), kDay + 8));
}

TEST(AgendaTest, ClosingLateReopensNothing) {
  EXPECT_FALSE(Convened(Closed(kDay - 14, kDay + 8), kDay + 8));
}

TEST(AgendaTest, OnlyThoseConvenedByNameAndTheirSubstitutesRead) {
  const Session session = Published(kDay - 14);
  EXPECT_TRUE(Convened(session, kDay, "suppleant"));
  EXPECT_FALSE(Convened(session, kDay, "collegue"));
  EXPECT_FALSE(Convened(session, kDay, ""));
}

TEST(AgendaTest, AMembersCasesAreThoseOfOpenWindows) {
  Agenda agenda;
  agenda.Put(Published(kDay - 14));
  EXPECT_THAT(agenda.CasesOf("titulaire", kDay, kRule), ElementsAre("c1"));
  EXPECT_THAT(agenda.CasesOf("titulaire", kDay + 8, kRule), IsEmpty());
  EXPECT_THAT(agenda.CasesOf("collegue", kDay, kRule), IsEmpty());
}

TEST(AgendaTest, ANewVersionReplacesTheOld) {
  Agenda agenda;
  agenda.Put(Published(kDay - 14));
  Session moved = Published(kDay - 14);
  moved.record.mutable_items(0)->set_case_("c2");
  agenda.Put(moved);
  EXPECT_FALSE(agenda.IsConvened("c1", "titulaire", kDay, kRule));
  EXPECT_TRUE(agenda.IsConvened("c2", "titulaire", kDay, kRule));
}

}  // namespace
}  // namespace sceau
