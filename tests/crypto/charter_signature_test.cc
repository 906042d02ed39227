#include "crypto/charter_signature.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crypto/test_data.h"
#include "tests/crypto/test_keys.h"
#include "tests/support/status_matchers.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::ForEachWycheproof;
using ::sceau::testing::FromHex;
using ::sceau::testing::Golden;
using ::sceau::testing::HashFromHex;
using ::sceau::testing::HexField;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsValid;
using ::sceau::testing::MakeEcKey;
using ::sceau::testing::MakeEd25519Key;
using ::sceau::testing::MakeExplicitEcKey;
using ::sceau::testing::PrivatePem;
using ::sceau::testing::SpkiDer;
using ::sceau::testing::StatusIs;
using ::sceau::testing::ToHex;
using ::sceau::testing::VectorsFolder;

const auto kRefusedKey = StatusIs(absl::StatusCode::kInvalidArgument);
const auto kWrong = StatusIs(absl::StatusCode::kDataLoss);

class CharterSignatureTest : public ::testing::Test {
 protected:
  const Bytes message_ =
      CharterSignatureMessage("groups/alencon", 1, Hash{1, 2, 3});
};

TEST_F(CharterSignatureTest, RefusesToSignWithOtherKinds) {
  const PkeyPtr rsa(EVP_RSA_gen(1024));
  const PkeyPtr x25519(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
  const PkeyPtr ed448(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448"));
  for (const PkeyPtr* key : {&rsa, &x25519, &ed448}) {
    EXPECT_THAT(SignWithPem(PrivatePem(*key), message_), kRefusedKey);
    EXPECT_THAT(VerifyWithSpki(SpkiDer(*key), message_, Bytes(64)),
                kRefusedKey);
  }
  for (const char* curve : {"P-384", "P-521", "secp256k1"}) {
    const PkeyPtr key = MakeEcKey(curve);
    EXPECT_THAT(SignWithPem(PrivatePem(key), message_), kRefusedKey) << curve;
    EXPECT_THAT(VerifyWithSpki(SpkiDer(key), message_, Bytes(64)), kRefusedKey)
        << curve;
  }
}

TEST_F(CharterSignatureTest, RefusesACurveSpelledOut) {
  const PkeyPtr key = MakeExplicitEcKey();
  EXPECT_THAT(SignWithPem(PrivatePem(key), message_), kRefusedKey);
  EXPECT_THAT(VerifyWithSpki(SpkiDer(key), message_, Bytes(64)), kRefusedKey);
}

TEST_F(CharterSignatureTest, RefusesEncryptedAndUnreadableKeys) {
  const PkeyPtr key = MakeEcKey("P-256");
  const std::string pem = PrivatePem(key);
  EXPECT_THAT(SignWithPem(PrivatePem(key, "passphrase"), message_),
              kRefusedKey);
  EXPECT_THAT(SignWithPem("", message_), kRefusedKey);
  EXPECT_THAT(SignWithPem("not a key", message_), kRefusedKey);
  EXPECT_THAT(SignWithPem(pem.substr(0, pem.size() / 2), message_),
              kRefusedKey);
  EXPECT_THAT(SignWithPem(pem + std::string(kMaxPemBytes, '\n'), message_),
              kRefusedKey);
}

TEST_F(CharterSignatureTest, RefusesPublicKeysThatAreNotExact) {
  Bytes spki = SpkiDer(MakeEd25519Key());
  EXPECT_THAT(VerifyWithSpki({}, message_, Bytes(64)), kRefusedKey);
  EXPECT_THAT(VerifyWithSpki(ByteView(spki).first(spki.size() - 1), message_,
                             Bytes(64)),
              kRefusedKey);
  spki.push_back(0);
  EXPECT_THAT(VerifyWithSpki(spki, message_, Bytes(64)), kRefusedKey);
  EXPECT_THAT(VerifyWithSpki(Bytes(kMaxSpkiBytes + 1), message_, Bytes(64)),
              kRefusedKey);
}

TEST_F(CharterSignatureTest, RefusesEveryAlteredSignatureAndMessage) {
  std::vector<PkeyPtr> keys;
  keys.push_back(MakeEcKey("P-256"));
  keys.push_back(MakeEd25519Key());
  for (const PkeyPtr& key : keys) {
    const Bytes spki = SpkiDer(key);
    const absl::StatusOr<Bytes> signature =
        SignWithPem(PrivatePem(key), message_);
    ASSERT_THAT(signature, IsOk());
    EXPECT_THAT(VerifyWithSpki(spki, message_, *signature), IsOk());
    for (size_t i = 0; i < signature->size(); ++i) {
      Bytes altered = *signature;
      altered[i] ^= 1;
      EXPECT_THAT(VerifyWithSpki(spki, message_, altered), kWrong) << i;
    }
    for (size_t i = 0; i < message_.size(); ++i) {
      Bytes altered = message_;
      altered[i] ^= 1;
      EXPECT_THAT(VerifyWithSpki(spki, altered, *signature), kWrong) << i;
    }
    Bytes longer = *signature;
    longer.push_back(0);
    EXPECT_THAT(VerifyWithSpki(spki, message_, longer), kWrong);
    EXPECT_THAT(VerifyWithSpki(spki, message_, {}), kWrong);
    EXPECT_THAT(VerifyWithSpki(spki, message_, Bytes(kMaxSignatureBytes + 1)),
                StatusIs(absl::StatusCode::kInvalidArgument));
  }
}

TEST_F(CharterSignatureTest, OneMembersSignatureIsNotAnothers) {
  const PkeyPtr mine = MakeEcKey("P-256");
  const PkeyPtr theirs = MakeEcKey("P-256");
  const absl::StatusOr<Bytes> signature =
      SignWithPem(PrivatePem(mine), message_);
  ASSERT_THAT(signature, IsOk());
  EXPECT_THAT(VerifyWithSpki(SpkiDer(theirs), message_, *signature), kWrong);
  EXPECT_THAT(VerifyWithSpki(SpkiDer(MakeEd25519Key()), message_, *signature),
              kWrong);
}

TEST_F(CharterSignatureTest, VerifiesWhatAnotherToolSigned) {
  // openssl dgst -sha256 -sign, with a P-256 key.
  EXPECT_THAT(
      VerifyWithSpki(
          FromHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"
                  "bb7475c1045eb1da2b5e7d2883423c531affefceabbfef55ebf23546"
                  "7e62f06055838ee06a70d0e5dc260198b15d262b4c0951d08d651cc5"
                  "759c316fdee0d3c9"),
          AsBytes("invented message"),
          FromHex("3046022100b29646a788fe509e107bd2e52efaafe20db8028684f433"
                  "bbaf6ef656cfe8cfd2022100898cf2c22744cd142c1f3a404d3a8ed2"
                  "3ca8d91212cbe9821a3c0141f86a84e0")),
      IsOk());
}

TEST_F(CharterSignatureTest, AgreesWithWycheproofOnEd25519) {
  const auto folder = VectorsFolder();
  if (!folder.has_value()) return;
  const int count = ForEachWycheproof(
      *folder, "ed25519_test.json",
      [](const nlohmann::json& group, const nlohmann::json& test) {
        EXPECT_EQ(VerifyWithSpki(HexField(group, "publicKeyDer"),
                                 HexField(test, "msg"), HexField(test, "sig"))
                      .ok(),
                  IsValid(test));
      });
  EXPECT_EQ(count, 151);
}

TEST_F(CharterSignatureTest, WritesTheGoldenMessage) {
  const Golden golden("charter_signature_v1.txt");
  EXPECT_EQ(ToHex(CharterSignatureMessage(
                golden.Text("group"), golden.Value<uint64_t>("version"),
                HashFromHex(golden.Text("charter_hash")))),
            golden.Text("message"));
  EXPECT_EQ(ToHex(CharterAdoptionMessage(
                golden.Text("group"), golden.Value<uint64_t>("version"),
                HashFromHex(golden.Text("charter_hash")))),
            golden.Text("adoption"));
}

TEST_F(CharterSignatureTest, WritesTheGoldenMessageOfAReport) {
  const Golden golden("journal_report_v1.txt");
  EXPECT_EQ(
      ToHex(JournalReportMessage(golden.Text("group"), golden.Text("review"),
                                 HashFromHex(golden.Text("report_hash")))),
      golden.Text("message"));
}

}  // namespace
}  // namespace sceau::crypto
