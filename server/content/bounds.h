// Every bound of what a caller may send about a case, by name and with its
// unit. At the bound is accepted, one more is refused; tests hold both sides.
//
// Source: server/content/README.md and the comments of proto/sceau/v1. A
// character is a Unicode code point of a text in NFC; text that is not NFC is
// refused.
#ifndef SCEAU_SERVER_CONTENT_BOUNDS_H_
#define SCEAU_SERVER_CONTENT_BOUNDS_H_

#include <cstddef>

namespace sceau {

// --- Texts -------------------------------------------------------------------
inline constexpr size_t kMaxNameCharacters = 80;
inline constexpr size_t kMaxCommentCharacters = 280;
inline constexpr size_t kMaxAddressLineCharacters = 120;
inline constexpr size_t kMaxLocalityCharacters = 60;
inline constexpr size_t kMaxAuthorityCharacters = 80;
inline constexpr size_t kMaxReferenceCharacters = 40;
inline constexpr size_t kMaxEmailCharacters = 254;
inline constexpr size_t kMaxEmailLocalPartCharacters = 64;
// E.164: "+" and at most 15 digits. The shortest in use has 7.
inline constexpr size_t kMaxPhoneCharacters = 16;
inline constexpr size_t kMinPhoneDigits = 7;
inline constexpr size_t kPostalCodeDigits = 5;
inline constexpr size_t kMinLanguageLetters = 2;
inline constexpr size_t kMaxLanguageLetters = 3;
// UTF-8 spends at most this on a character: longer texts are not even decoded.
inline constexpr size_t kMaxBytesPerCharacter = 4;

// --- Repeated fields ---------------------------------------------------------
inline constexpr int kMaxReferralReasons = 5;
inline constexpr int kMaxJudicialMeasureEffects = 5;
inline constexpr int kMaxSentencePreparationNeeds = 8;
inline constexpr int kMaxSocialEnvironmentCodes = 10;
inline constexpr int kMaxStrengths = 13;
inline constexpr int kMaxLeadWorkerContacts = 50;
inline constexpr int kMaxConditionsPerCall = 2;
inline constexpr int kMaxCategoriesPerCondition = 20;
inline constexpr int kMaxNarrowedPartners = 11;
// Of one case, standing.
inline constexpr int kMaxStandingRepresentatives = 4;
// First entries of CreateCase, entries of BatchCreateEntries.
inline constexpr int kMaxEntriesPerCall = 32;
inline constexpr int kMaxAgendaItems = 60;
inline constexpr int kMaxConvenedPerItem = 40;
// ListEntriesRequest.categories.
inline constexpr int kMaxListedCategories = 20;

// --- Pages -------------------------------------------------------------------
inline constexpr int kMaxCasesPerPage = 25;
inline constexpr int kMaxReferralsPerPage = 25;
inline constexpr int kMaxSessionsPerPage = 25;
inline constexpr int kDefaultEntriesPerPage = 50;
inline constexpr int kMaxEntriesPerPage = 100;
inline constexpr int kMaxSearchResults = 25;

// --- Days and months ---------------------------------------------------------
// No date lies before 1 January of this year, birth dates included: who was
// born earlier is past the ceiling of age since 2016.
inline constexpr int kFirstYear = 1990;
inline constexpr int kMaxExclusionDays = 8;
// How far back the day of a fact may lie.
inline constexpr int kMaxFactAgeMonths = 12;
// How far ahead a date may lie, in months from today.
inline constexpr int kMaxActionAheadMonths = 24;
inline constexpr int kMaxMeasureEndAheadMonths = 120;
inline constexpr int kMaxExitAheadMonths = 36;
inline constexpr int kMaxExemptionAheadMonths = 3;
inline constexpr int kMaxSessionAheadMonths = 12;
inline constexpr int kMaxConditionEndAheadMonths = 120;
// From the decision's own date.
inline constexpr int kMaxReviewAfterMonths = 12;

// --- Ages, in completed years ------------------------------------------------
// Nothing is ever recorded of someone younger: CJPM L. 112-2.
inline constexpr int kMinAgeEver = 10;
inline constexpr int kMajority = 18;
// Code de l'éducation L. 114-1: the obligation of training.
inline constexpr int kMinTrainingObligationAge = 16;
inline constexpr int kMaxTrainingObligationAge = 17;
// CJPM L. 11-1: presumed without discernment before.
inline constexpr int kMinFactAge = 13;

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_BOUNDS_H_
