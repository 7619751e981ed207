set -e
[ ! -e /proc/sys/net/ipv4/ip_forward ] || echo 1 > /proc/sys/net/ipv4/ip_forward
[ ! -e /proc/sys/net/ipv4/conf/all/rp_filter ] || echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter
[ ! -e /proc/sys/net/ipv4/conf/default/rp_filter ] || echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter
[ ! -e /proc/sys/net/ipv4/fib_multipath_hash_policy ] || echo 1 > /proc/sys/net/ipv4/fib_multipath_hash_policy
[ ! -e /proc/sys/net/ipv6/conf/all/forwarding ] || echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
[ ! -e /proc/sys/net/ipv6/conf/all/keep_addr_on_down ] || echo 1 > /proc/sys/net/ipv6/conf/all/keep_addr_on_down
[ ! -e /proc/sys/net/ipv6/conf/default/keep_addr_on_down ] || echo 1 > /proc/sys/net/ipv6/conf/default/keep_addr_on_down
[ ! -e /proc/sys/net/ipv6/conf/all/accept_dad ] || echo 0 > /proc/sys/net/ipv6/conf/all/accept_dad
[ ! -e /proc/sys/net/ipv6/conf/default/accept_dad ] || echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
[ ! -e /proc/sys/net/ipv6/fib_multipath_hash_policy ] || echo 1 > /proc/sys/net/ipv6/fib_multipath_hash_policy
cp /twin/*.conf /etc/frr/
touch /etc/frr/vtysh.conf
ip -batch - <<'X'
addr add 192.168.1.10/32 dev lo
link set et-0_0_54 mtu 9170
addr add 100.64.0.1/31 dev et-0_0_54
link set et-0_0_54 up
link set et-0_0_55 mtu 9170
addr add 100.64.0.3/31 dev et-0_0_55
link set et-0_0_55 up
X
ip -batch - <<'X'
link add VRF_5 type vrf table 1001
link set VRF_5 up
link add vx16776000 type vxlan id 16776000 dstport 4789 local 192.168.1.10 nolearning
link add br16776000 type bridge stp_state 0
link set br16776000 master VRF_5
link set vx16776000 mtu 8950
link set vx16776000 master br16776000
link set vx16776000 type bridge_slave learning off flood off mcast_flood off
link set br16776000 addrgenmode none
link set vx16776000 addrgenmode none
link set br16776000 up
link set vx16776000 up
link set et-0_0_15 master VRF_5
link set et-0_0_15 mtu 1500
addr add 172.16.104.1/30 dev et-0_0_15
link set et-0_0_15 up
X
/usr/lib/frr/zebra -d -P 0
/usr/lib/frr/bfdd -d -P 0
/usr/lib/frr/bgpd -d -P 0
