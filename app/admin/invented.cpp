// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/invented.h"

#include "core/base/uuid.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <random>

namespace chairside {
namespace {

constexpr const char* kFamilies[] = {"Alvarez",  "Brandt",    "Çelik",  "Dubois",      "Eriksen",
                                     "Fischer",  "García",    "Hansen", "Ivanova",     "Jansen",
                                     "Kowalski", "Lindqvist", "Müller", "Nakamura",    "Okafor",
                                     "Petrov",   "Quinn",     "Rossi",  "Søndergaard", "Tanaka"};
constexpr const char* kGiven[] = {"Ana",  "Bela",  "Carlos", "Dana", "Elif", "Femi", "Grete", "Hugo",
                                  "Inês", "Jonas", "Kaia",   "Liam", "Mira", "Nils", "Olga",  "Paul"};
constexpr std::int64_t kIdentityUtcMs = 1'704'182'400'000; ///< 2024-01-02, the time in their identities

} // namespace

Patient inventedPatient(std::uint64_t seed, std::int64_t number) {
    std::mt19937_64 own(seed * 1'000'003 + static_cast<std::uint64_t>(number));
    Patient p;
    SeededUuids id(own());
    p.id = id.next(kIdentityUtcMs);
    p.familyName = kFamilies[own() % std::size(kFamilies)];
    p.givenName = kGiven[own() % std::size(kGiven)];
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", 1945 + static_cast<int>(own() % 60),
                  1 + static_cast<int>(own() % 12), 1 + static_cast<int>(own() % 28));
    p.birthDate = text;
    std::snprintf(text, sizeof text, "G%06lld", static_cast<long long>(number + 1));
    p.mrn = text;
    p.sex = own() % 2 ? Sex::female : Sex::male;
    p.allergies = "none known";
    if (own() % 7 == 0) p.familyName += std::string("-") + kFamilies[own() % std::size(kFamilies)];
    return p;
}

double inventedWeightKg(std::uint64_t seed, std::int64_t patient, std::int64_t visit) {
    std::mt19937_64 own(seed * 1'000'033 + static_cast<std::uint64_t>(patient));
    const auto tenths = [&](std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(own() % static_cast<std::uint64_t>(high - low + 1));
    };
    const auto first = tenths(500, 1000), trend = tenths(-2, 2); // tenths of a kilogram, from visit to visit
    own.discard(static_cast<unsigned long long>(visit));
    const auto thatDay = tenths(-4, 4);
    const auto weight = first + trend * std::min<std::int64_t>(visit, 52) + thatDay;
    return static_cast<double>(weight) / 10;
}

ScoreEntered inventedMood(std::int64_t patient, std::int64_t visit) {
    const auto first = 15 + patient * 7 % 10;
    const auto fall = patient * 11 % 4; // points from visit to visit, none in a quarter of the patients
    auto left = std::max<std::int64_t>(2, first - fall * visit);
    ScoreEntered entered;
    entered.instrument = "phq9";
    entered.version = "1";
    entered.total = static_cast<double>(left);
    for (int item = 1; item <= 9; ++item) {
        const auto answer = item == 9 ? 0 : std::min<std::int64_t>(3, (left + 8 - item) / (9 - item));
        entered.answers[std::to_string(item)] = std::to_string(answer);
        left -= answer;
    }
    return entered;
}

Turn turnOf(std::int64_t number) {
    return {.stopsEarly = number % 17 == 4,
            .highPressure = number % 11 == 6,
            .severe = number % 13 == 2,
            .missesCheck = number % 19 == 7,
            .unsignedYet = number % 23 == 1,
            .cancelled = number % 31 == 9};
}

} // namespace chairside
