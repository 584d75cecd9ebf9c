// SPDX-License-Identifier: GPL-3.0-or-later
// A 16-byte identity (version 7: time-ordered). Every session, patient and event has one, so that records
// from two files merge by identity and replaying an event twice changes nothing.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace chairside {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(const Uuid&) const = default;
    bool isNull() const { return *this == Uuid{}; }
    std::string toString() const; ///< 8-4-4-4-12 lower-case hex
    static std::optional<Uuid> parse(std::string_view text);
};

/// Where fresh identities come from: random in the programs, seeded in tests and in generated archives.
class UuidSource {
public:
    virtual ~UuidSource() = default;
    virtual Uuid next(std::int64_t utcMs) = 0;
};

/// Version 7 identities from the operating system's random source.
class RandomUuids final : public UuidSource {
public:
    Uuid next(std::int64_t utcMs) override;
};

/// Reproducible identities: the same seed gives the same sequence.
class SeededUuids final : public UuidSource {
public:
    explicit SeededUuids(std::uint64_t seed) : state_(seed) {}
    Uuid next(std::int64_t utcMs) override;

private:
    std::uint64_t state_;
};

} // namespace chairside

template <>
struct std::hash<chairside::Uuid> {
    std::size_t operator()(const chairside::Uuid& id) const noexcept {
        std::size_t h = 1469598103934665603ULL;
        for (auto b : id.bytes) h = (h ^ b) * 1099511628211ULL;
        return h;
    }
};
