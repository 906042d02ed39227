// sceau member confirm: the officer's word is on a key, not on a name.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "tests/client/cli/commands_fixture.h"

namespace sceau {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class MemberCommandsTest : public testing::CommandsTest {
 protected:
  MemberCommandsTest() {
    v1::Member& member = *group_.members.add_members();
    member.set_name("groups/alencon/members/yann-colin");
    member.set_display_name("Colin Yann");
    member.set_partner("pjj");
    member.set_role(v1::ROLE_MEMBER);
    member.set_state(v1::MEMBER_STATE_REGISTERED);
    member.set_fingerprint(std::string(31, '\x11') + "\x2a");
    member.set_etag("\"3\"");
  }

  // As `yann-colin` reads it out.
  static std::string Fingerprint() {
    std::string spoken;
    for (int i = 0; i < 31; ++i) spoken += "11";
    return spoken + "2A";
  }
};

TEST_F(MemberCommandsTest, ConfirmingIsAskedWithTheKeysFingerprint) {
  EXPECT_EQ(Run({"member", "confirm", "yann-colin"}), 2) << "nobody to ask";
  EXPECT_EQ(
      Run({"member", "confirm", "yann-colin"}, Language::kFrench, "non\n"), 5);
  EXPECT_THAT(err_,
              AllOf(HasSubstr("Colin Yann"), HasSubstr("11111111 11111111"),
                    HasSubstr("1111112a"), HasSubstr("profile check")));
  EXPECT_THAT(group_.confirmation.name(), IsEmpty());
  ASSERT_EQ(
      Run({"member", "confirm", "yann-colin"}, Language::kFrench, "oui\n"), 0)
      << err_;
  EXPECT_EQ(group_.confirmation.name(), "groups/alencon/members/yann-colin");
  // What was looked at, and no key registered since.
  EXPECT_EQ(group_.confirmation.etag(), "\"3\"");
}

TEST_F(MemberCommandsTest, AnotherKeyThanThePersonsIsNotConfirmed) {
  EXPECT_EQ(Run({"member", "confirm", "yann-colin", "--empreinte",
                 std::string(64, 'b')}),
            5);
  EXPECT_EQ(Run({"member", "confirm", "yann-colin", "--empreinte", "11 11"}),
            2);
  EXPECT_EQ(Run({"member", "confirm", "yann-colin", "--empreinte", ""}), 2);
  EXPECT_EQ(Run({"member", "confirm", "nobody", "--yes"}), 2);
  EXPECT_THAT(err_, HasSubstr("sceau member list"));
  EXPECT_THAT(group_.confirmation.name(), IsEmpty());
  EXPECT_EQ(
      Run({"member", "confirm", "yann-colin", "--empreinte", Fingerprint()}), 0)
      << err_;
  EXPECT_EQ(group_.confirmation.etag(), "\"3\"");
}

TEST_F(MemberCommandsTest, TheWorkstationSaysItsOwnKeysFingerprint) {
  ASSERT_EQ(Run({"profile", "check", "--json"}), 0) << err_;
  const std::string own = nlohmann::json::parse(out_)["keyFingerprint"];
  ASSERT_EQ(own.size(), 64u);
  ASSERT_EQ(Run({"profile", "check"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr(own.substr(0, 8) + " " + own.substr(8, 8)));
}

}  // namespace
}  // namespace sceau
