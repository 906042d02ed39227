// Who may be named as sender, lead worker or pilot, by whom, at which age.
#include "policy/decide/naming.h"

#include "gtest/gtest.h"

#include "tests/policy/charter_edits.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

Naming ByTheCoordinator(const char* partner, absl::optional<int> age) {
  return {.partner = partner, .owner = kSecretariatOwner, .age = age};
}

NamingFault Sender(const char* partner, int age) {
  return SenderFault(Reference(), ByTheCoordinator(partner, age));
}
NamingFault LeadWorker(const char* partner, int age) {
  return LeadWorkerFault(Reference(), ByTheCoordinator(partner, age));
}
NamingFault Pilot(const char* partner, int age) {
  return PilotFault(Reference(), ByTheCoordinator(partner, age));
}

TEST(NamingTest, APartnerThatTheCharterLacksIsNoOne) {
  EXPECT_EQ(Sender("caf", 17), NamingFault::kUnknown);
  EXPECT_EQ(LeadWorker("", 17), NamingFault::kUnknown);
  EXPECT_EQ(Pilot("secretariat", 17), NamingFault::kUnknown);
  EXPECT_EQ(Sender("secretariat", 17), NamingFault::kNone);
}

TEST(NamingTest, WhoseNameBetraysAnOffenceNamesItself) {
  for (const char* partner : {"pjj", "spip"}) {
    EXPECT_EQ(Pilot(partner, 19), NamingFault::kNamesItself) << partner;
    Naming own = ByTheCoordinator(partner, 19);
    own.owner = partner;
    EXPECT_EQ(PilotFault(Reference(), own), NamingFault::kNone) << partner;
    EXPECT_EQ(LeadWorker(partner, 19), NamingFault::kNamesItself) << partner;
    EXPECT_EQ(LeadWorkerFault(Reference(), own), NamingFault::kNone) << partner;
    Naming another = ByTheCoordinator("mission-locale", 19);
    another.owner = partner;
    EXPECT_EQ(LeadWorkerFault(Reference(), another), NamingFault::kNamesItself)
        << partner;
  }
  Naming other = ByTheCoordinator("mission-locale", 19);
  other.owner = "commune-alencon";
  EXPECT_EQ(PilotFault(Reference(), other), NamingFault::kNamesItself);
}

TEST(NamingTest, HowAnIdIsSpeltChangesNothing) {
  const auto renamed = MustCompile(
      Changed([](Charter& charter) { charter = Renamed(charter, 3); }));
  for (size_t i = 0; i < Reference().partner_count(); ++i) {
    const auto partner = static_cast<PartnerIndex>(i);
    const std::string one(Reference().PartnerId(partner));
    // Ids are sorted; a function that one organisation has finds it again.
    const std::string other(
        renamed->PartnerId(renamed->FirstOf(Reference().Function(partner))));
    for (const int age : {15, 17, 19, 22}) {
      EXPECT_EQ(LeadWorkerFault(*renamed, ByTheCoordinator(other.c_str(), age)),
                LeadWorker(one.c_str(), age))
          << one;
      EXPECT_EQ(PilotFault(*renamed, ByTheCoordinator(other.c_str(), age)),
                Pilot(one.c_str(), age))
          << one;
    }
  }
}

TEST(NamingTest, SomeLeadNoOneAndSomePilotNothing) {
  EXPECT_EQ(LeadWorker("police-nationale", 17), NamingFault::kNotItsPart);
  EXPECT_EQ(Pilot("police-nationale", 17), NamingFault::kNotItsPart);
  EXPECT_EQ(Pilot("prefecture", 17), NamingFault::kNotItsPart);
}

TEST(NamingTest, AClosedGateIsTheChartersAndNotTheCodes) {
  EXPECT_EQ(LeadWorker("mission-locale", 15), NamingFault::kClosedGate);
  EXPECT_EQ(LeadWorker("mission-locale", 16), NamingFault::kNone);
  const auto older = MustCompile(Changed([](Charter& charter) {
    GateOf(charter, "mission-locale").set_min_age(20);
  }));
  EXPECT_EQ(LeadWorkerFault(*older, ByTheCoordinator("mission-locale", 19)),
            NamingFault::kClosedGate);
  EXPECT_EQ(PilotFault(*older, ByTheCoordinator("mission-locale", 20)),
            NamingFault::kNone);
  EXPECT_EQ(SenderFault(*older, ByTheCoordinator("mission-locale", 19)),
            NamingFault::kClosedGate);
}

TEST(NamingTest, AnUnknownAgeOpensNoGate) {
  EXPECT_EQ(PilotFault(Reference(), ByTheCoordinator("commune-alencon", {})),
            NamingFault::kClosedGate);
}

}  // namespace
}  // namespace sceau::policy
