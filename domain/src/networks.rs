//! Networks as operators write them: one address, or one with the length of its prefix (RFC 4632 for
//! IPv4, RFC 4291 section 2.3 for IPv6), and what counts as one place of the internet.

use std::{fmt, net::IpAddr, str::FromStr};

/// An address, or all addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    /// How many bits of the address count.
    length: u8,
}

/// Why a text names no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNetwork {
    /// The part before the slash is no address.
    Address,
    /// The part behind it is no number of bits that such an address has.
    Length,
    /// Bits behind the prefix are set: perhaps another network was meant.
    HostBits,
}

impl fmt::Display for NoNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Address => "is no address, such as 192.0.2.7 or 2001:db8::7",
            Self::Length => "has no good length of its prefix, such as 192.0.2.0/24 or 2001:db8::/48",
            Self::HostBits => "has bits behind its prefix; write 192.0.2.0/24, not 192.0.2.7/24",
        })
    }
}

/// The bits of an address, at the top of the number, and how many an address of its family has.
fn bits(address: IpAddr) -> (u128, u8) {
    match address {
        IpAddr::V4(four) => (u128::from(u32::from(four)) << 96, 32),
        IpAddr::V6(six) => (u128::from(six), 128),
    }
}

/// The first `length` bits set.
const fn mask(length: u8) -> u128 {
    if length == 0 { 0 } else { u128::MAX << (128 - length) }
}

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let (address, length) = text.trim().split_once('/').map_or((text.trim(), None), |(a, l)| (a, Some(l)));
        let first: IpAddr = address.parse().map_err(|_| NoNetwork::Address)?;
        let (value, most) = bits(first);
        let length = match length {
            None => most,
            // `+8` and `08` are numbers for Rust and typing mistakes for people.
            Some(text) if text.starts_with(['+', '0']) && text != "0" => return Err(NoNetwork::Length),
            Some(text) => text.parse().ok().filter(|length| *length <= most).ok_or(NoNetwork::Length)?,
        };
        if value & !mask(length) != 0 {
            return Err(NoNetwork::HostBits);
        }
        Ok(Self { first, length })
    }
}

impl Network {
    /// Whether an address is in it. IPv4 within IPv6 (`::ffff:192.0.2.7`) is IPv4.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let (own, own_bits) = bits(self.first);
        let (other, other_bits) = bits(address.to_canonical());
        own_bits == other_bits && (own ^ other) & mask(self.length) == 0
    }
}

/// Several networks; an address is in them when it is in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

impl Networks {
    /// Of these.
    #[must_use]
    pub const fn new(networks: Vec<Network>) -> Self {
        Self(networks)
    }

    /// Whether an address is in one of them.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

/// What counts as one place of the internet: an address of IPv4; of IPv6 the network of 64 bits, because
/// whoever has one address in it has all of them (RFC 4291 section 2.5.4).
#[must_use]
pub fn place(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(four) => four.to_string(),
        IpAddr::V6(six) => {
            let network = u128::from(six) & mask(64);
            format!("{}/64", std::net::Ipv6Addr::from(network))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Network, Networks, NoNetwork, place};
    use std::net::IpAddr;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn networks_are_read_as_operators_write_them() {
        for (text, wrong) in [
            ("", NoNetwork::Address),
            ("proxy.example", NoNetwork::Address),
            ("10.0.0", NoNetwork::Address),
            ("010.0.0.1", NoNetwork::Address),
            ("10.0.0.0/", NoNetwork::Length),
            ("10.0.0.0/33", NoNetwork::Length),
            ("10.0.0.0/-1", NoNetwork::Length),
            ("10.0.0.0/+8", NoNetwork::Length),
            ("10.0.0.0/08", NoNetwork::Length),
            ("2001:db8::/129", NoNetwork::Length),
            ("10.0.0.1/8", NoNetwork::HostBits),
            ("2001:db8::1/32", NoNetwork::HostBits),
        ] {
            assert_eq!(text.parse::<Network>(), Err(wrong), "{text}");
        }
    }

    #[test]
    fn an_address_is_in_a_network_of_its_family() {
        for (network, inside, outside) in [
            ("192.0.2.7", "192.0.2.7", "192.0.2.8"),
            ("192.0.2.0/25", "192.0.2.127", "192.0.2.128"),
            ("10.0.0.0/8", "::ffff:10.255.0.1", "11.0.0.0"),
            ("2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::"),
            ("::1", "::1", "::2"),
            ("0.0.0.0/0", "203.0.113.9", "2001:db8::1"),
            ("::/0", "2001:db8::1", "203.0.113.9"),
        ] {
            let networks = Networks::new(vec![network.parse().expect("a network")]);
            assert!(networks.contains(ip(inside)), "{inside} in {network}");
            assert!(!networks.contains(ip(outside)), "{outside} not in {network}");
        }
        assert!(!Networks::default().contains(ip("127.0.0.1")), "none contains nothing");
    }

    #[test]
    fn whoever_has_many_addresses_is_one_place() {
        assert_eq!(place(ip("203.0.113.7")), place(ip("::ffff:203.0.113.7")));
        assert_eq!(place(ip("2001:db8:1:2::7")), place(ip("2001:db8:1:2:ffff:ffff:ffff:ffff")));
        assert_ne!(place(ip("2001:db8:1:2::7")), place(ip("2001:db8:1:3::7")));
        assert_eq!(place(ip("2001:db8:1:2::7")), "2001:db8:1:2::/64");
    }
}
