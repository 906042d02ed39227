#include "proto/text/nearest.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace sceau {
namespace {

const std::vector<std::string> kCommands = {"serve", "check", "group",
                                            "restore", "selftest"};

TEST(NearestTest, OneSlipInThreeLettersIsForgiven) {
  EXPECT_EQ(Nearest("chek", kCommands), "check");
  EXPECT_EQ(Nearest("chekc", kCommands), "check");
  EXPECT_EQ(Nearest("SERVE", kCommands), "serve");
  EXPECT_EQ(Nearest("restaure", kCommands), "restore");
  EXPECT_EQ(Nearest("clientca_file", {"key_file", "client_ca_file"}),
            "client_ca_file");
}

TEST(NearestTest, TheNearerOfTwoIsMeant) {
  EXPECT_EQ(Nearest("adopte", {"adapter", "adopt"}), "adopt");
}

TEST(NearestTest, AnotherWordIsNotTakenForASlip) {
  EXPECT_EQ(Nearest("start", kCommands), "");
  EXPECT_EQ(Nearest("x", {"id"}), "");
  EXPECT_EQ(Nearest("", kCommands), "");
  EXPECT_EQ(Nearest("check", {}), "");
  EXPECT_EQ(Nearest(std::string(100'000, 'c'), kCommands), "");
}

TEST(NearestTest, TheSharedPrefixOfAListMayBeLeftOut) {
  EXPECT_EQ(Nearest("in_school", {"SCHOOLING_STATUS_RETURNING",
                                  "SCHOOLING_STATUS_IN_SCHOOL"}),
            "SCHOOLING_STATUS_IN_SCHOOL");
}

}  // namespace
}  // namespace sceau
