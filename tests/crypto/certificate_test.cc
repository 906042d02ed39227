#include "crypto/certificate.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/digest.h"
#include "tests/crypto/test_data.h"
#include "tests/crypto/test_keys.h"
#include "tests/support/status_matchers.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::CertificatePem;
using ::sceau::testing::IsOk;
using ::sceau::testing::MakeEcKey;
using ::sceau::testing::MakeEd25519Key;
using ::sceau::testing::PrivatePem;
using ::sceau::testing::SpkiDer;
using ::sceau::testing::StatusIs;
using ::sceau::testing::ToHex;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const auto kMalformed = StatusIs(absl::StatusCode::kInvalidArgument);
constexpr int kNames = NID_subject_alt_name;

// openssl req -x509 with a P-256 key, two URIs and a DNS name.
constexpr absl::string_view kCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIB7DCCAZGgAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9JbnZlbnRl\n"
    "ZCBtZW1iZXIwIBcNMjYxMTIzMDAyNzIzWhgPMjEyNjEwMzAwMDI3MjNaMBoxGDAW\n"
    "BgNVBAMMD0ludmVudGVkIG1lbWJlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA\n"
    "BLt0dcEEXrHaK159KINCPFMa/+/Oq7/vVevyNUZ+YvBgVYOO4Gpw0OXcJgGYsV0m\n"
    "K0wJUdCNZRzFdZwxb97g08mjgcUwgcIwHQYDVR0OBBYEFBy7XZAyJ1ZxdSIg1Ay2\n"
    "CNbV+ZjGMB8GA1UdIwQYMBaAFBy7XZAyJ1ZxdSIg1Ay2CNbV+ZjGMA8GA1UdEwEB\n"
    "/wQFMAMBAf8wbwYDVR0RBGgwZoY5c3BpZmZlOi8vc2NlYXUuZXhhbXBsZS9ncm91\n"
    "cHMvYWxlbmNvbi9tZW1iZXJzL2Nvb3JkaW5hdG9ygg9pZ25vcmVkLmV4YW1wbGWG\n"
    "GGh0dHBzOi8vc2Vjb25kLmV4YW1wbGUveDAKBggqhkjOPQQDAgNJADBGAiEAuURz\n"
    "iUGdb0PzxvfkzwrlgdWo/T3OLldJwbXRkD1bg7sCIQCVEt90BOKUbK0E3Rhq1Rtn\n"
    "VTNRORsjhnwDBb/9uuYqrQ==\n"
    "-----END CERTIFICATE-----\n";

class CertificateTest : public ::testing::Test {
 protected:
  const PkeyPtr key_ = MakeEd25519Key();
};

TEST_F(CertificateTest, RefusesWhatIsNotOneCertificate) {
  const std::string pem(kCertificate);
  EXPECT_THAT(ParseCertificate(""), kMalformed);
  EXPECT_THAT(ParseCertificate("not a certificate"), kMalformed);
  EXPECT_THAT(ParseCertificate(pem + pem), kMalformed);
  EXPECT_THAT(ParseCertificate(PrivatePem(key_)), kMalformed);
  EXPECT_THAT(ParseCertificate(pem.substr(0, pem.size() / 2)), kMalformed);
  EXPECT_THAT(ParseCertificate(pem + std::string(kMaxCertificatePemBytes, ' ')),
              kMalformed);
}

TEST_F(CertificateTest, RefusesEveryNameThatIsNotPlainText) {
  for (const std::string& uri :
       {std::string("spiffe://example/a\0.evil", 24), std::string(),
        std::string("spiffe://example/a b"), std::string("spiffe://exampl\xe9"),
        std::string("spiffe://example/\n")}) {
    EXPECT_THAT(
        ParseCertificate(CertificatePem(key_, {{kNames, "uri-bytes"}}, uri)),
        kMalformed)
        << uri;
  }
}

TEST_F(CertificateTest, RefusesTwoListsOfNames) {
  EXPECT_THAT(ParseCertificate(
                  CertificatePem(key_, {{kNames, "URI:spiffe://example/a"},
                                        {kNames, "URI:spiffe://example/b"}})),
              kMalformed);
}

TEST_F(CertificateTest, RefusesMoreUrisThanItsBound) {
  std::string names = "URI:spiffe://example/0";
  for (size_t i = 1; i < kMaxCertificateUris; ++i) {
    absl::StrAppend(&names, ",URI:spiffe://example/", i);
  }
  const auto facts = ParseCertificate(CertificatePem(key_, {{kNames, names}}));
  ASSERT_THAT(facts, IsOk());
  EXPECT_THAT(facts->uris, SizeIs(kMaxCertificateUris));
  absl::StrAppend(&names, ",URI:spiffe://example/more");
  EXPECT_THAT(ParseCertificate(CertificatePem(key_, {{kNames, names}})),
              kMalformed);
}

TEST_F(CertificateTest, ReadsACertificateOfAnotherTool) {
  const auto facts =
      ParseCertificate(absl::StrCat("text before\n", kCertificate, "after\n"));
  ASSERT_THAT(facts, IsOk());
  EXPECT_THAT(facts->uris,
              ElementsAre("spiffe://sceau.example/groups/alencon/members/"
                          "coordinator",
                          "https://second.example/x"));
  EXPECT_EQ(ToHex(facts->spki_fingerprint),
            "7c1898b9edb53410fd512f51ce32fddfea4be5d70db6e719ae1da06a54d7a0be");
  EXPECT_EQ(facts->spki_fingerprint, Sha256(facts->spki_der));
  EXPECT_EQ(facts->not_before, 1'795'393'643);
  EXPECT_EQ(facts->not_after, 4'948'993'643);
}

TEST_F(CertificateTest, ReadsWhereThereIsNoUri) {
  for (const auto& extensions :
       std::vector<std::vector<std::pair<int, std::string>>>{
           {}, {{kNames, "DNS:host.example"}}}) {
    const auto facts = ParseCertificate(CertificatePem(key_, extensions));
    ASSERT_THAT(facts, IsOk());
    EXPECT_THAT(facts->uris, IsEmpty());
    EXPECT_EQ(facts->spki_der, SpkiDer(key_));
    EXPECT_EQ(facts->not_before, 1'700'000'000);
    EXPECT_EQ(facts->not_after, 1'800'000'000);
  }
}

TEST_F(CertificateTest, TwoCertificatesOfOneKeyHaveOneFingerprint) {
  const PkeyPtr key = MakeEcKey("P-256");
  const auto first = ParseCertificate(CertificatePem(key, {}));
  const auto second =
      ParseCertificate(CertificatePem(key, {{kNames, "URI:spiffe://e/a"}}));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->spki_fingerprint, second->spki_fingerprint);
}

}  // namespace
}  // namespace sceau::crypto
