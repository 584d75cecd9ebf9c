// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/rows.h"

#include "core/log/event_codec.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>

namespace chairside {
namespace {

constexpr double kLargestStored = 1e6; // as the CHECKs of the schema

/// Little-endian fixed-width numbers, texts with their length in front: unambiguous and easy in any language.
class RowBytes {
public:
    explicit RowBytes(std::string_view start) : out_(start) {}
    template <class T>
    RowBytes& number(T value) {
        using U = std::make_unsigned_t<T>;
        for (std::size_t i = 0; i < sizeof(T); ++i)
            out_ += static_cast<char>(
                static_cast<std::uint8_t>(static_cast<std::uint64_t>(static_cast<U>(value)) >> (8 * i)));
        return *this;
    }
    RowBytes& real(double value) { return number(std::bit_cast<std::uint64_t>(value)); }
    RowBytes& text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        out_ += value;
        return *this;
    }
    RowBytes& id(const Uuid& id) {
        out_.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
        return *this;
    }
    const std::string& all() const { return out_; }

private:
    std::string out_;
};

template <std::size_t N>
std::array<std::uint8_t, N> arrayFrom(const std::string& blob) {
    std::array<std::uint8_t, N> out{};
    if (blob.size() == N) std::memcpy(out.data(), blob.data(), N);
    return out;
}

} // namespace

Uuid uuidFrom(const std::string& blob) {
    return {arrayFrom<16>(blob)};
}
Digest digestFrom(const std::string& blob) {
    return arrayFrom<32>(blob);
}

Digest genesis(const Uuid& session, const Uuid& patient) {
    return blake2b256(RowBytes("chairside session 1\n").id(session).id(patient).all());
}

Digest hashOf(const EventRow& row) {
    RowBytes bytes(bytesOf(row.prev));
    bytes.text("chairside event 1").id(row.session).number(row.seq).id(row.id);
    bytes.number(row.monoMs).number(row.effectiveMs).number(row.utcMs).number(row.offsetMin);
    bytes.text(row.actorId).text(row.actorName).text(row.actorRole).text(row.kind).text(row.body);
    if (row.corrects) bytes.id(*row.corrects);
    return blake2b256(bytes.all());
}

Digest readingGenesis(const Uuid& session) {
    return blake2b256(RowBytes("chairside readings 1\n").id(session).all());
}

Digest nextReadingDigest(const Digest& before, const Reading& reading) {
    RowBytes bytes(bytesOf(before));
    bytes.number(std::int64_t{reading.source}).number(toMs(reading.at.mono)).number(reading.at.wall.utcMs);
    bytes.number(std::int64_t{reading.at.wall.offsetMin}).number(std::int64_t{reading.flags});
    bytes.number(static_cast<std::uint8_t>(reading.deviceUtcMs ? 1 : 0))
        .number(reading.deviceUtcMs.value_or(0));
    for (const auto& channel : allChannels())
        if (const auto& value = reading[channel.channel]) bytes.text(channel.key).real(*value);
    return blake2b256(bytes.all());
}

Digest digestOf(const PatientRow& row) {
    RowBytes bytes("chairside identity 1\n");
    bytes.text({reinterpret_cast<const char*>(row.salt.data()), row.salt.size()}).id(row.patient.id);
    const auto& p = row.patient;
    bytes.text(p.familyName)
        .text(p.givenName)
        .text(p.birthDate)
        .text(p.mrn)
        .text(sexName(p.sex))
        .text(p.allergies);
    return blake2b256(bytes.all());
}

Digest nextFileChain(const Digest& before, const Uuid& session) {
    return blake2b256(RowBytes(bytesOf(before)).id(session).all());
}

EventRow toRow(const Event& event, std::string body, const Digest& prev) {
    EventRow row;
    row.session = event.session;
    row.id = event.id;
    row.seq = event.seq;
    row.monoMs = toMs(event.at.mono);
    row.effectiveMs = toMs(event.effective);
    row.utcMs = event.at.wall.utcMs;
    row.offsetMin = event.at.wall.offsetMin;
    row.actorId = event.actor.id;
    row.actorName = event.actor.name;
    row.actorRole = roleName(event.actor.role);
    row.kind = kindName(event.body);
    row.body = std::move(body);
    row.corrects = event.corrects;
    row.prev = prev;
    row.hash = hashOf(row);
    return row;
}

Result<Event> fromRow(const EventRow& row) {
    auto body = decodeBody(row.kind, row.body);
    if (!body) return body.error();
    Event event;
    event.id = row.id;
    event.session = row.session;
    event.seq = row.seq;
    event.at = {monoFromMs(row.monoMs), {row.utcMs, static_cast<std::int16_t>(row.offsetMin)}};
    event.effective = monoFromMs(row.effectiveMs);
    event.actor = {row.actorId, row.actorName, roleFromName(row.actorRole).value_or(Role::nurse)};
    event.corrects = row.corrects;
    event.body = std::move(body).value();
    return event;
}

Reading storable(Reading reading) {
    for (const auto& channel : allChannels()) {
        auto& value = reading[channel.channel];
        if (value && !(std::abs(*value) <= kLargestStored))
            value.reset();                     // also NaN and infinity: missing, not wrong
        if (value && *value == 0) value = 0.0; // the file does not keep a minus zero
    }
    return reading;
}

EventRow readEventRow(const Statement& row, const Uuid& session) {
    EventRow out;
    out.session = session;
    out.seq = row.integer(0);
    out.id = uuidFrom(row.text(1));
    out.monoMs = row.integer(2);
    out.effectiveMs = row.integer(3);
    out.utcMs = row.integer(4);
    out.offsetMin = row.integer(5);
    out.actorId = row.text(6);
    out.actorName = row.text(7);
    out.actorRole = row.text(8);
    out.kind = row.text(9);
    out.body = row.text(10);
    if (!row.isNull(11)) out.corrects = uuidFrom(row.text(11));
    out.prev = digestFrom(row.text(12));
    out.hash = digestFrom(row.text(13));
    return out;
}

std::string readingColumns() {
    std::string out = "n, source, mono_ms, utc_ms, offset_min, device_utc_ms, flags";
    for (const auto& channel : allChannels()) (out += ", ") += channel.key;
    return out;
}

Reading readReadingRow(const Statement& row) {
    Reading out;
    out.source = static_cast<SourceId>(row.integer(1));
    out.at = {monoFromMs(row.integer(2)), {row.integer(3), static_cast<std::int16_t>(row.integer(4))}};
    if (!row.isNull(5)) out.deviceUtcMs = row.integer(5);
    out.flags = static_cast<std::uint32_t>(row.integer(6));
    for (std::size_t i = 0; i < kChannelCount; ++i)
        if (const int column = 7 + static_cast<int>(i); !row.isNull(column)) out.values[i] = row.real(column);
    return out;
}

PatientRow readPatientRow(const Statement& row, int first) {
    PatientRow out;
    out.patient.id = uuidFrom(row.text(first));
    out.patient.familyName = row.text(first + 1);
    out.patient.givenName = row.text(first + 2);
    out.patient.birthDate = row.text(first + 3);
    out.patient.mrn = row.text(first + 4);
    out.patient.sex = sexFromName(row.text(first + 5)).value_or(Sex::unknown);
    out.patient.allergies = row.text(first + 6);
    out.salt = arrayFrom<16>(row.text(first + 7));
    out.digest = digestFrom(row.text(first + 8));
    return out;
}

} // namespace chairside
