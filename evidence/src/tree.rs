//! The hash tree of RFC 6962, section 2.1, over SHA-256: 0x00 before a leaf, 0x01 before two nodes.

use crate::Hash;
use ring::digest::{Context, SHA256};

/// The hash of a leaf.
#[must_use]
pub fn leaf(bytes: &[u8]) -> Hash {
    joined(0x00, bytes, &[])
}

/// The hash of two nodes.
#[must_use]
pub fn node(left: &Hash, right: &Hash) -> Hash {
    joined(0x01, &left.0, &right.0)
}

fn joined(prefix: u8, one: &[u8], other: &[u8]) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(&[prefix]);
    context.update(one);
    context.update(other);
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    Hash(hash)
}

/// A tree: from the hashes of its leaves up to its root. A node without a sibling goes up as it is, which gives the tree
/// of the RFC: the left side of each split is the largest power of two below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// Over the hashes of at least one leaf, else none.
    #[must_use]
    pub fn over(leaves: Vec<Hash>) -> Option<Self> {
        let mut levels = vec![leaves];
        while levels.last()?.len() > 1 {
            let above = levels.last()?.chunks(2).map(|pair| match pair {
                [left, right] => node(left, right),
                other => other[0],
            });
            levels.push(above.collect());
        }
        levels.last()?.first()?;
        Some(Self { levels })
    }

    /// Its root.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.levels[self.levels.len() - 1][0]
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.levels[0].len()
    }

    /// What has to be known besides a leaf to compute the root, from the leaf upwards (RFC 6962, 2.1.1).
    #[must_use]
    pub fn path(&self, index: usize) -> Vec<Hash> {
        let siblings = self.levels.iter().scan(index, |at, level| {
            let sibling = level.get(*at ^ 1).copied();
            *at /= 2;
            Some(sibling)
        });
        siblings.flatten().collect()
    }
}

/// The root that follows from a leaf at this index of a tree of this size (RFC 9162, 2.1.3.2), or none when a path does not
/// have the length that it must have there.
#[must_use]
pub fn root(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    let mut last = size.checked_sub(1).filter(|last| index <= *last)?;
    let (mut at, mut hash) = (index, leaf);
    for sibling in path {
        if last == 0 {
            return None;
        }
        if at & 1 == 1 || at == last {
            hash = node(sibling, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The inputs and roots with which implementations of Certificate Transparency are tested.
    const INPUTS: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn the_roots_are_those_of_certificate_transparency() {
        for (size, wanted) in (1..).zip(ROOTS) {
            let tree = Tree::over(INPUTS[..size].iter().map(|input| leaf(input)).collect()).expect("leaves");
            assert_eq!(tree.root().to_string(), wanted, "{size}");
        }
        assert_eq!(Tree::over(Vec::new()), None, "an act without leaves is none");
    }

    /// The definition of the RFC, word for word.
    fn defined(leaves: &[Hash]) -> Hash {
        if let [one] = leaves {
            return *one;
        }
        let split = (leaves.len() / 2 + 1).next_power_of_two().min(leaves.len().next_power_of_two() / 2);
        node(&defined(&leaves[..split]), &defined(&leaves[split..]))
    }

    proptest! {
        #[test]
        fn every_leaf_leads_to_the_root_and_no_other_does(size in 1_usize..700, at in any::<prop::sample::Index>(), bit in 0_usize..256) {
            let leaves: Vec<Hash> = (0..size).map(|number| leaf(&number.to_be_bytes())).collect();
            let tree = Tree::over(leaves.clone()).expect("leaves");
            prop_assert_eq!(tree.root(), defined(&leaves));
            let index = at.index(size);
            let path = tree.path(index);
            let (place, of) = (index as u64, size as u64);
            prop_assert_eq!(root(leaves[index], place, of, &path), Some(tree.root()));
            let mut other = leaves[index];
            other.0[bit / 8] ^= 1 << (bit % 8);
            prop_assert_ne!(root(other, place, of, &path), Some(tree.root()));
            prop_assert_eq!(root(leaves[index], of, of, &path), None, "outside the tree");
            if let Some((_, shorter)) = path.split_last() {
                prop_assert_eq!(root(leaves[index], place, of, &path[..shorter.len()]), None, "cut off");
                let other = if index + 1 < size { place + 1 } else { place - 1 };
                prop_assert_ne!(root(leaves[index], other, of, &path), Some(tree.root()), "at another place");
            }
            let longer = [path.as_slice(), &[leaves[0]]].concat();
            prop_assert_eq!(root(leaves[index], place, of, &longer), None, "too long");
        }
    }
}
