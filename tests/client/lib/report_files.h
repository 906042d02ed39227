// A report signed as an officer's client signs it.
#ifndef SCEAU_TESTS_CLIENT_LIB_REPORT_FILES_H_
#define SCEAU_TESTS_CLIENT_LIB_REPORT_FILES_H_

#include <string>

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

#include "client/lib/signed_report.h"
#include "crypto/certificate.h"
#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "tests/support/sample_report.h"
#include "tests/support/test_pki.h"

namespace sceau::testing {

// Under the label of group "alencon" and review "r1".
inline std::string SignReport(const std::string& json,
                              const Credential& credential) {
  return crypto::ToString(*crypto::SignWithPem(
      credential.key,
      crypto::JournalReportMessage("alencon", "r1",
                                   crypto::Sha256(crypto::AsBytes(json)))));
}

inline SignedReport Signed(const v1::JournalReport& report,
                           const Credential& credential) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  SignedReport signed_one;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(
                  report, &signed_one.json, options)
                  .ok());
  signed_one.signature = SignReport(signed_one.json, credential);
  signed_one.spki_der = crypto::ToString(
      crypto::ParseCertificate(credential.certificate)->spki_der);
  signed_one.certificate = credential.certificate;
  return signed_one;
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CLIENT_LIB_REPORT_FILES_H_
