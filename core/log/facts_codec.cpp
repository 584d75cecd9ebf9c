// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/facts_codec.h"

#include "core/base/phrase.h"

#include <bit>
#include <cstring>
#include <type_traits>

namespace chairside {
namespace {

static_assert(std::endian::native == std::endian::little, "figures are kept in the machine's own byte order");

constexpr std::size_t kMostItems = 100'000; // a damaged length must not ask for all memory

class Out {
public:
    std::string bytes;

    template <class T>
    requires std::is_arithmetic_v<T>
    void raw(const T& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); }
    void raw(const std::string& text) {
        raw(static_cast<std::uint32_t>(text.size()));
        bytes += text;
    }
    void raw(const Uuid& id) {
        bytes.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
    }
    void raw(const MonoTime& at) { raw(toMs(at)); }
    void raw(const Millis& span) { raw(static_cast<std::int64_t>(span.count())); }
    template <class T>
    bool present(const std::optional<T>& value) {
        raw(static_cast<std::uint8_t>(value.has_value()));
        return value.has_value();
    }
    template <class T>
    std::size_t count(const std::vector<T>& items) {
        raw(static_cast<std::uint32_t>(items.size()));
        return items.size();
    }
};

class In {
public:
    explicit In(std::string_view bytes) : rest_(bytes) {}
    bool finished() const { return !failed_ && rest_.empty(); }

    template <class T>
    requires std::is_arithmetic_v<T>
    void raw(T& value) { take(&value, sizeof value); }
    void raw(std::string& text) {
        std::uint32_t size = 0;
        raw(size);
        if (failed_ || size > rest_.size()) return fail();
        text.assign(rest_.substr(0, size));
        rest_.remove_prefix(size);
    }
    void raw(Uuid& id) { take(id.bytes.data(), id.bytes.size()); }
    void raw(MonoTime& at) {
        std::int64_t ms = 0;
        raw(ms);
        at = monoFromMs(ms);
    }
    void raw(Millis& span) {
        std::int64_t ms = 0;
        raw(ms);
        span = Millis{ms};
    }
    template <class T>
    bool present(std::optional<T>& value) {
        std::uint8_t there = 0;
        raw(there);
        if (failed_ || there == 0) return false;
        value.emplace();
        return true;
    }
    template <class T>
    std::size_t count(std::vector<T>& items) {
        std::uint32_t size = 0;
        raw(size);
        if (size > kMostItems) fail();
        if (failed_) return 0;
        items.resize(size);
        return size;
    }

private:
    void fail() { failed_ = true; }
    void take(void* into, std::size_t size) {
        if (failed_ || size > rest_.size()) return fail();
        std::memcpy(into, rest_.data(), size);
        rest_.remove_prefix(size);
    }
    std::string_view rest_;
    bool failed_ = false;
};

/// One list of fields for both directions: T is const when written.
template <class Codec>
struct Fields {
    Codec& codec;

    template <class... T>
    void all(T&... values) {
        (one(values), ...);
    }
    template <class T>
    void one(T& value) {
        using Plain = std::remove_const_t<T>;
        if constexpr (requires { codec.raw(value); })
            codec.raw(value);
        else if constexpr (std::is_same_v<Plain, WallTime>)
            all(value.utcMs, value.offsetMin);
        else if constexpr (std::is_same_v<Plain, Moment>)
            all(value.value, value.at);
        else if constexpr (std::is_same_v<Plain, ChannelFacts>)
            all(value.baseline, value.peak, value.last);
        else if constexpr (std::is_same_v<Plain, EffectFact>)
            all(value.effect, value.worst, value.since, value.until);
        else if constexpr (std::is_same_v<Plain, MedicationFact>)
            all(value.drug, value.unit, value.drugClass, value.dose, value.at);
        else if constexpr (std::is_same_v<Plain, ScoreFact>)
            all(value.instrument, value.total, value.at, value.beforeTreatment, value.suicidality);
        else if constexpr (std::is_same_v<Plain, FollowUpFact>)
            all(value.id, value.date);
        else if constexpr (std::is_same_v<Plain, RiseStep>)
            all(value.minute, value.systolic, value.diastolic);
        else if constexpr (requires { value.has_value(); }) {
            if (codec.present(value)) one(*value);
        } else {
            const std::size_t size = codec.count(value);
            for (std::size_t i = 0; i < size; ++i) one(value[i]);
        }
    }
};

template <class Codec, class Facts>
void exchange(Codec& codec, Facts& f) {
    Fields<Codec>{codec}.all(f.session, f.patient, f.opened, f.flags, f.protocolId, f.protocolTitle, f.nurse,
                             f.indication, f.course, f.number, f.orderedMg, f.givenMg, f.mgPerKg, f.weightKg,
                             f.start, f.end, f.pauses, f.abortReason, f.systolic, f.diastolic, f.heartRate,
                             f.spo2, f.lowestSedation, f.dissociationScale, f.dissociation, f.dissociated,
                             f.rise, f.effects, f.medications, f.scores, f.followUps, f.readyAt, f.leftAt,
                             f.longestPressureGap, f.checksDone, f.checksLate, f.checksMissed, f.alarms);
}

} // namespace

std::string encodeFacts(const SessionFacts& facts) {
    Out out;
    exchange(out, facts);
    return std::move(out.bytes);
}

Result<SessionFacts> decodeFacts(std::string_view bytes) {
    In in(bytes);
    SessionFacts facts;
    exchange(in, facts);
    if (!in.finished())
        return Error{phrase("The kept figures of a session can't be read; they will be computed again.")};
    return facts;
}

} // namespace chairside
