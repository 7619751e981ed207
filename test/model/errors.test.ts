import { Asn } from '../../lib/model/asn';
import { ConfigurationGroupName } from '../../lib/model/configuration-group-name';
import { Hostname } from '../../lib/model/hostname';
import { InstanceName } from '../../lib/model/instance-name';
import { InterfaceAddress } from '../../lib/model/interface-address';
import { InterfaceName } from '../../lib/model/interface-name';
import { IpAddress } from '../../lib/model/ip-address';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { PrefixRange } from '../../lib/model/prefix-range';
import { JunosRelease } from '../../lib/model/junos-release';
import { RouteDistinguisher } from '../../lib/model/route-distinguisher';
import { RouteTarget } from '../../lib/model/route-target';
import { Subnet } from '../../lib/model/subnet';
import { VlanId } from '../../lib/model/vlan-id';
import { Vni } from '../../lib/model/vni';
import { qfxModel } from '../../lib/platform/qfx-models';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';

test('a value that cannot be used is refused with what was given, what is allowed and what to do', () => {
  expectGolden(
    'errors/model.txt',
    errorTexts([
      ['an octet over 255', () => IpAddress.parse('172.16.104.256')],
      ['three octets', () => IpAddress.parse('172.16.104')],
      ['a host name', () => IpAddress.parse('leaf10')],
      ['an address with prefix length where none belongs', () => IpAddress.parse('2001:db8::1/64')],
      ['leading zeros', () => IpAddress.parse('172.016.104.001')],
      ['a zone id', () => IpAddress.parse('fe80::1%et-0/0/15.0')],
      ['an IPv4-mapped address', () => IpAddress.parse('::ffff:192.0.2.1')],
      ['IPv6 where IPv4 is needed', () => IpAddress.parseFamily('inet', '2001:db8::1')],
      ['IPv4 where IPv6 is needed', () => IpAddress.parseFamily('inet6', '192.0.2.1')],
      ['a prefix without length', () => IpPrefix.parse('10.1.5.0')],
      ['an IPv4 prefix longer than 32', () => IpPrefix.parse('10.1.5.0/33')],
      ['an IPv6 prefix length with a leading zero', () => IpPrefix.parse('2001:db8::/064')],
      ['an octet over 255 in a prefix', () => IpPrefix.parse('10.2.400.0/31')],
      ['host bits', () => IpPrefix.parse('10.1.5.1/24')],
      ['host bits in IPv6', () => IpPrefix.parse('2001:db8:0:5::1/64')],
      ['a range in the words of others', () => PrefixRange.parse('10.244.0.0/16 le 26')],
      ['a range without its length', () => PrefixRange.parse('10.244.0.0/16 upto')],
      ['a range with words behind it', () => PrefixRange.parse('10.244.0.0/16 orlonger accept')],
      ['a length without its slash', () => PrefixRange.parse('10.244.0.0/16 prefix-length-range 24-26')],
      ['a range that ends before it begins', () => PrefixRange.parse('10.244.0.0/16 upto /8')],
      ['lengths the wrong way round', () => PrefixRange.parse('10.244.0.0/16 prefix-length-range /26-/24')],
      ['a range beyond the family', () => PrefixRange.parse('10.244.0.0/16 upto /48')],
      ['longer than a single address', () => PrefixRange.parse('2001:db8::1/128 longer')],
      ['a range with host bits', () => PrefixRange.parse('10.244.3.0/16 upto /26')],
      ['the network address', () => InterfaceAddress.parse('172.16.104.0/30')],
      ['the broadcast address', () => InterfaceAddress.parse('172.16.104.3/30')],
      ['the subnet-router anycast address', () => InterfaceAddress.parse('2001:db8:104::/126')],
      ['a multicast address', () => InterfaceAddress.parse('224.0.0.5/30')],
      ['a link-local address', () => InterfaceAddress.parse('fe80::1/64')],
      ['a subnet that is too large', () => Subnet.parse('172.16.104.0/23')],
      ['a subnet without room for a server', () => Subnet.parse('172.16.104.0/32')],
      ['an IPv6 subnet that is too large', () => Subnet.parse('2001:db8::/48')],
      ['an address of another subnet', () => Subnet.parse('172.16.104.0/30').host('172.16.104.6')],
      ['an address with the length of another subnet', () => Subnet.parse('172.16.104.0/30').host('172.16.104.2/24')],
      ['an AS that is no number', () => Asn.parse('AS4220000001')],
      ['an AS with a fraction', () => Asn.parse(64240.1)],
      ['AS 0', () => Asn.parse(0)],
      ['an AS of more than 32 bits', () => Asn.parse('4294967296')],
      ['an x.y AS with a half of more than 16 bits', () => Asn.parse('65536.1')],
      ['a route target without "target"', () => RouteTarget.parse('62273:16776000')],
      ['a wide number after a 4-byte AS', () => RouteTarget.parse('target:4210000001L:16776000')],
      ['a wide number after a 4-byte AS without L', () => RouteTarget.parse('target:4210000001:16776000')],
      ['a number of more than 32 bits', () => RouteTarget.parse('target:62273:4294967296')],
      ['a wide number after an address', () => RouteDistinguisher.parse('192.168.1.10:70000')],
      ['a route distinguisher of one part', () => RouteDistinguisher.parse('192.168.1.10')],
      ['rdNumber 0', () => RouteDistinguisher.of('192.168.1.10', 0)],
      ['rdNumber of more than 16 bits', () => RouteDistinguisher.of('192.168.1.10', 65536)],
      ['the largest 24-bit VNI', () => Vni.of(16777215)],
      ['VLAN 4095', () => VlanId.of(4095)],
      ['an interface of a server', () => InterfaceName.parse('eth0')],
      ['a loopback', () => InterfaceName.parse('lo0')],
      ['a unit in an interface name', () => InterfaceName.parse('et-0/0/15.0')],
      ['a release of another vendor', () => JunosRelease.parse('4.29.2F-EOS')],
      ['a host name with a space', () => Hostname.parse('leaf 10')],
      ['an instance name with a dot', () => InstanceName.parse('VRF.5')],
      ['a reserved instance name', () => InstanceName.parse('__juniper_private1__')],
      ['a group name that begins with a digit', () => ConfigurationGroupName.parse('1dc')],
      ['a group name with a meaning', () => ConfigurationGroupName.parse('node0')],
      ['an unknown model', () => qfxModel('QFX10002-60C')],
    ]),
  );
});
