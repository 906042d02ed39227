// Keys and certificates made on the spot, so that no private key is kept in
// the repository.
#ifndef SCEAU_TESTS_CRYPTO_TEST_KEYS_H_
#define SCEAU_TESTS_CRYPTO_TEST_KEYS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "openssl/core_names.h"
#include "openssl/ec.h"
#include "openssl/pem.h"
#include "openssl/rsa.h"
#include "openssl/x509.h"
#include "openssl/x509v3.h"

#include "crypto/bytes.h"
#include "crypto/openssl_ptr.h"

namespace sceau::testing {

inline crypto::PkeyPtr MakeEcKey(const char* curve) {
  return crypto::PkeyPtr(EVP_EC_gen(curve));
}

inline crypto::PkeyPtr MakeEd25519Key() {
  return crypto::PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
}

// P-256 that spells its curve out instead of naming it.
inline crypto::PkeyPtr MakeExplicitEcKey() {
  crypto::PkeyPtr key = MakeEcKey("P-256");
  EXPECT_EQ(
      EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_ENCODING,
                                     OSSL_PKEY_EC_ENCODING_EXPLICIT),
      1);
  return key;
}

inline std::string TakeText(const crypto::BioPtr& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<size_t>(size)};
}

// PKCS #8; encrypted when there is a passphrase.
inline std::string PrivatePem(const crypto::PkeyPtr& key,
                              std::string passphrase = "") {
  const crypto::BioPtr out(BIO_new(BIO_s_mem()));
  EXPECT_EQ(PEM_write_bio_PrivateKey(
                out.get(), key.get(),
                passphrase.empty() ? nullptr : EVP_aes_256_cbc(),
                reinterpret_cast<uint8_t*>(passphrase.data()),
                static_cast<int>(passphrase.size()), nullptr, nullptr),
            1);
  return TakeText(out);
}

inline crypto::Bytes SpkiDer(const crypto::PkeyPtr& key) {
  uint8_t* der = nullptr;
  const int size = i2d_PUBKEY(key.get(), &der);
  EXPECT_GT(size, 0);
  crypto::Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

// A self-signed certificate. Each extension is a name and a value as of
// openssl.cnf; a value of "uri-bytes" is replaced by one URI of `raw_uri`.
inline std::string CertificatePem(
    const crypto::PkeyPtr& key,
    const std::vector<std::pair<int, std::string>>& extensions,
    const std::string& raw_uri = "", int64_t not_before = 1'700'000'000,
    int64_t not_after = 1'800'000'000) {
  const crypto::OpensslPtr<X509, X509_free> certificate(X509_new());
  EXPECT_EQ(X509_set_version(certificate.get(), X509_VERSION_3), 1);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  ASN1_TIME_set(X509_getm_notBefore(certificate.get()), not_before);
  ASN1_TIME_set(X509_getm_notAfter(certificate.get()), not_after);
  X509_set_pubkey(certificate.get(), key.get());
  for (const auto& [kind, value] : extensions) {
    using ExtensionPtr =
        crypto::OpensslPtr<X509_EXTENSION, X509_EXTENSION_free>;
    ExtensionPtr extension;
    if (value == "uri-bytes") {
      const crypto::OpensslPtr<GENERAL_NAMES, GENERAL_NAMES_free> names(
          GENERAL_NAMES_new());
      ASN1_IA5STRING* const uri = ASN1_IA5STRING_new();
      ASN1_STRING_set(uri, raw_uri.data(), static_cast<int>(raw_uri.size()));
      GENERAL_NAME* const name = GENERAL_NAME_new();
      GENERAL_NAME_set0_value(name, GEN_URI, uri);
      sk_GENERAL_NAME_push(names.get(), name);
      extension.reset(X509V3_EXT_i2d(kind, /*crit=*/0, names.get()));
    } else {
      extension.reset(
          X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
    }
    EXPECT_NE(extension, nullptr) << value;
    X509_add_ext(certificate.get(), extension.get(), /*loc=*/-1);
  }
  const bool own_digest = EVP_PKEY_is_a(key.get(), "ED25519") == 1;
  EXPECT_GT(X509_sign(certificate.get(), key.get(),
                      own_digest ? nullptr : EVP_sha256()),
            0);
  const crypto::BioPtr out(BIO_new(BIO_s_mem()));
  EXPECT_EQ(PEM_write_bio_X509(out.get(), certificate.get()), 1);
  return TakeText(out);
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CRYPTO_TEST_KEYS_H_
