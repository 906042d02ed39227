#include "crypto/ed25519.h"

namespace sceau::crypto {

SigningKey::SigningKey(ByteView seed) {
  Require(seed.size() == kEd25519SeedBytes);
  key_.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                          seed.data(), seed.size()));
  size_t size = public_key_.size();
  Require(key_ != nullptr &&
          EVP_PKEY_get_raw_public_key(key_.get(), public_key_.data(), &size) ==
              1 &&
          size == public_key_.size());
}

Ed25519Signature SigningKey::Sign(ByteView message) const {
  const DigestContextPtr context(EVP_MD_CTX_new());
  Ed25519Signature signature = {};
  size_t size = signature.size();
  Require(context != nullptr &&
          EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                             key_.get()) == 1 &&
          EVP_DigestSign(context.get(), signature.data(), &size, message.data(),
                         message.size()) == 1 &&
          size == signature.size());
  return signature;
}

bool VerifyEd25519(ByteView public_key, ByteView message, ByteView signature) {
  if (public_key.size() != kEd25519PublicBytes ||
      signature.size() != kEd25519SignatureBytes) {
    return false;
  }
  const ErrorQueueDrain drain;
  const PkeyPtr key(EVP_PKEY_new_raw_public_key(
      EVP_PKEY_ED25519, nullptr, public_key.data(), public_key.size()));
  const DigestContextPtr context(EVP_MD_CTX_new());
  return key != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr,
                              key.get()) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                          message.data(), message.size()) == 1;
}

}  // namespace sceau::crypto
