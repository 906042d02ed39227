#include "server/group_state/peer_identity.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/certificate.h"
#include "proto/contract/errors.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_pki.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::StatusOf;

constexpr char kDomain[] = "sceau.example";

const testing::TestPki& Pki() {
  static const testing::TestPki* const pki = new testing::TestPki(kDomain);
  return *pki;
}

v1::ErrorReason ReasonOfUris(const std::vector<std::string>& uris) {
  return ReasonOf(
      StatusOf(ReadPeerIdentity(kDomain, Pki().WithUris(uris).certificate)));
}

constexpr char kGood[] = "spiffe://sceau.example/partners/pjj/members/agnes";

TEST(PeerIdentityTest, RefusesACertificateWithoutIdentity) {
  EXPECT_EQ(ReasonOfUris({}), v1::ERROR_REASON_CREDENTIALS_REJECTED);
}

TEST(PeerIdentityTest, RefusesACertificateWithTwoIdentities) {
  EXPECT_EQ(
      ReasonOfUris({kGood, "spiffe://sceau.example/partners/pjj/members/bob"}),
      v1::ERROR_REASON_CREDENTIALS_REJECTED);
  EXPECT_EQ(ReasonOfUris({kGood, "https://sceau.example/"}),
            v1::ERROR_REASON_CREDENTIALS_REJECTED);
}

TEST(PeerIdentityTest, RefusesEveryOtherFormAndTrustDomain) {
  for (const char* const uri :
       {"spiffe://other.example/partners/pjj/members/agnes",
        "spiffe://sceau.example/partners/pjj/members/agnes/more",
        "spiffe://sceau.example/partners/pjj",
        "spiffe://sceau.example/partners//members/agnes",
        "spiffe://sceau.example/partners/PJJ/members/agnes",
        "spiffe://sceau.example/partners/pjj/members/agnes?x=1",
        "spiffe://sceau.example/members/agnes/partners/pjj",
        "https://sceau.example/partners/pjj/members/agnes",
        "SPIFFE://sceau.example/partners/pjj/members/agnes"}) {
    EXPECT_EQ(ReasonOfUris({uri}), v1::ERROR_REASON_CREDENTIALS_REJECTED)
        << uri;
  }
}

TEST(PeerIdentityTest, RefusesWhatIsNoCertificate) {
  PeerIdentities identities(kDomain);
  EXPECT_EQ(ReasonOf(StatusOf(identities.Read(""))),
            v1::ERROR_REASON_CREDENTIALS_REJECTED);
  EXPECT_EQ(ReasonOf(StatusOf(identities.Read("not a certificate"))),
            v1::ERROR_REASON_CREDENTIALS_REJECTED);
  EXPECT_EQ(ReasonOf(StatusOf(identities.Read(
                std::string(crypto::kMaxCertificatePemBytes + 1, 'x')))),
            v1::ERROR_REASON_CREDENTIALS_REJECTED);
  EXPECT_EQ(identities.size(), 0u);
}

TEST(PeerIdentityTest, ReadsPartnerMemberAndKey) {
  const std::string pem = Pki().WithUris({kGood}).certificate;
  const auto identity = ReadPeerIdentity(kDomain, pem);
  ASSERT_THAT(identity, IsOk());
  EXPECT_EQ(identity->partner, "pjj");
  EXPECT_EQ(identity->member, "agnes");
  EXPECT_EQ(identity->fingerprint,
            crypto::ParseCertificate(pem)->spki_fingerprint);
  EXPECT_LT(identity->not_before, identity->not_after);
}

TEST(PeerIdentityTest, KeepsTheCertificatesUsedLast) {
  PeerIdentities identities(kDomain, /*capacity=*/2);
  const std::string first = Pki().Member("pjj", "agnes").certificate;
  const std::string second = Pki().Member("spip", "bruno").certificate;
  const std::string third = Pki().Member("ddetspp", "chloe").certificate;
  const auto kept = *identities.Read(first);
  ASSERT_THAT(identities.Read(second), IsOk());
  EXPECT_EQ(*identities.Read(first), kept);  // The same object: not parsed.
  ASSERT_THAT(identities.Read(third),
              IsOk());  // `second` was used longest ago.
  EXPECT_EQ(identities.size(), 2u);
  EXPECT_EQ(*identities.Read(first), kept);
  EXPECT_EQ((*identities.Read(second))->member, "bruno");
}

}  // namespace
}  // namespace sceau
